"""In which encoding a text file was saved: found from all of its bytes, and said, never fallen back to in silence."""

import codecs
from pathlib import Path

from coprod.errors import BadInput

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NAMES = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows (cp1252)",
          "mac_roman": "Mac Roman"}
_PIECE = 1 << 20
_SIGNS = set("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a3\u20ac\u00a0\u00b7\u00bd\u00bc\u00be"
             "\u00b0\u2122\u00a9\u00ae")  # what people type besides letters


def encoding_of(path: Path) -> str:
    """The name of the codec that reads the file: utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be, cp1252 or mac_roman.

    Raises BadInput where the file was cut off.
    """
    with path.open("rb") as file:
        start = file.read(1 << 12)
        for mark, codec in _MARKS.items():
            if start.startswith(mark):
                return codec
        if codec := _utf_16(start):
            return codec
        try:
            odd = _not_utf_8(start, file)
        except EOFError:
            raise BadInput(f"{path.name} ends in the middle of a letter: it was cut off. Export it again.") from None
    return "utf-8" if not odd else min(("cp1252", "mac_roman"), key=lambda codec: _strangeness(odd, codec))


def say_encoding(path: Path, codec: str, headings: list[str]) -> list[str]:
    """A sentence on an encoding other than UTF-8: which it was, and the first heading that it changed."""
    if codec.startswith("utf-8"):
        return []
    changed = next((text for text in headings if not text.isascii() and "@" not in text), None)
    example = f'the first heading it changed reads "{changed}"' if changed else "it changed no heading"
    return [f"{path.name} was read as {_NAMES[codec]}, not UTF-8; {example}. If that looks wrong, export the file "
            "again as UTF-8."]


def decoded(path: Path, codec: str, size: int):
    """The file as UTF-8 in pieces of about `size` bytes. Raises UnicodeDecodeError where a byte does not fit."""
    decoder = None if codec.startswith("utf-8") else codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        if codec == "utf-8-sig":
            file.read(len(codecs.BOM_UTF8))
        while piece := file.read(size):
            yield piece if decoder is None else decoder.decode(piece).encode()
        if decoder is not None:
            yield decoder.decode(b"", final=True).encode()


def _utf_16(start: bytes) -> str:
    """UTF-16 without its mark: in European languages every other byte is zero."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < len(start) * 0.3:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _not_utf_8(start: bytes, file) -> bytes:
    """The first part of the file that is no UTF-8, or nothing; raises EOFError where its last letter was cut off."""
    decoder, piece, letters = codecs.getincrementaldecoder("utf-8")(), start, False
    while piece:
        if not piece.isascii() or decoder.getstate()[0]:
            try:
                letters = len(decoder.decode(piece)) < len(piece) - len(decoder.getstate()[0]) or letters
            except UnicodeDecodeError:
                return piece + file.read(_PIECE)
        last, piece = piece, file.read(_PIECE)
    if (rest := decoder.getstate()[0]) and letters:
        raise EOFError
    return last[-_PIECE:] if rest else b""


def _strangeness(text: bytes, codec: str) -> int:
    """How often the text looks unlike writing when read this way: signs nobody types, and capitals inside words."""
    try:
        chars = text.decode(codec)
    except UnicodeDecodeError:
        return len(text)
    return sum(_is_strange(char, chars[n - 1 : n], chars[n + 1 : n + 2])
               for n, char in enumerate(chars) if not char.isascii())


def _is_strange(char: str, before: str, after: str) -> bool:
    if not char.isalpha():
        return char not in _SIGNS
    lonely = not before.isalpha() and not after.isalpha()
    return char > "\u00ff" or lonely or char.isupper() and before.islower() or char.islower() and after.isupper()
