"""How wide words are, and where a line of them ends: measured in the widest face used, so narrower ones fit as well."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from coprod.report.messages import without_marks

SIZE = 14  # of the words of a drawing, in its units


@cache
def face(size: int, bold: bool):
    """DejaVu Sans for a canvas of pixels: the face that comes with matplotlib, found without importing it."""
    from PIL import ImageFont

    fonts = Path(find_spec("matplotlib").submodule_search_locations[0], "mpl-data", "fonts", "ttf")
    return ImageFont.truetype(str(fonts / f"DejaVuSans{'-Bold' if bold else ''}.ttf"), size)


@lru_cache(1 << 14)
def wide(words: str, bold: bool = False) -> float:
    """The units that words take in one line."""
    return face(SIZE, bold).getlength(without_marks(words))


def wrapped(words: str, room: float, bold: bool = False) -> list[str]:
    """The lines of words in so much room; a word that is longer is broken."""
    lines = [""]
    for word in (part for whole in words.split() for part in _broken(whole, room, bold)):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if not lines[-1] or wide(longer, bold) <= room else [*lines, word]
    return lines


def _broken(word, room, bold):
    while len(word) > 1 and wide(word, bold) > room:
        end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or wide(word[:end], bold) <= room)
        yield word[:end]
        word = word[end:]
    yield word
