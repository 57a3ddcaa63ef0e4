"""Makes the folder of forms: to upload, to import, to print."""

from dataclasses import dataclass
from pathlib import Path

from coprod.codebook import Codebook, language_code, read_codebook
from coprod.errors import BadInput
from coprod.paths import data_folder, raw_folder, whole_folder
from coprod.questionnaire.advice import Advice, advise
from coprod.questionnaire.limesurvey_form import limesurvey
from coprod.questionnaire.printed import printed
from coprod.questionnaire.screens import blocks, minutes
from coprod.questionnaire.xlsform import write_xlsform

XLSFORM, LIMESURVEY, PRINTED = "xlsform.xlsx", "limesurvey.txt", "questionnaire.html"


@dataclass(frozen=True)
class Forms:
    """What was made: the `folder`, how many `minutes` the questionnaire takes, and `advice` on it."""

    folder: Path
    minutes: int
    advice: tuple[Advice, ...]


def make_forms(given: str, to: str = "") -> Forms:
    """Write the questionnaire of a codebook (a path) or of a wave (its name) into a folder, whole or not at all.

    The folder is `to`, or else `data/form/<wave>`, or `<codebook>-form` beside a codebook. Files: xlsform.xlsx,
    limesurvey.txt, questionnaire.html (and questionnaire-<code>.html for each other language). Raises BadInput for what
    is wrong with the codebook, or where the folder holds anything else.
    """
    source, folder = _places(given, to)
    books = _books(source)
    _may_replace(folder)
    english = next((book for book in books if language_code(book.language)[:2] == "en"), books[0])
    time = minutes(blocks(english))
    with whole_folder(folder) as work:
        write_xlsform(source, books[0], work / XLSFORM)
        (work / LIMESURVEY).write_text(limesurvey(books), "utf-8-sig", newline="\n")
        for book, name in zip(books, _page_names(books), strict=True):
            (work / name).write_text(printed(book, time), "utf-8", newline="\n")
    return Forms(folder, time, tuple(advise(english)))


def _places(given: str, to: str) -> tuple[Path, Path]:
    """The codebook and the folder to make."""
    path = Path(given)
    if path.suffix.lower() == ".xlsx":
        return path, Path(to) if to else path.with_name(f"{path.stem}-form")
    return raw_folder(given) / "codebook.xlsx", Path(to) if to else data_folder("form", given)


def _books(source: Path) -> list[Codebook]:
    """The codebook in each of its languages, the one it starts in first."""
    first = read_codebook(source)
    return [first, *(read_codebook(source, language) for language in first.languages[1:])]


def _page_names(books: list[Codebook]) -> list[str]:
    stem, ending = PRINTED.split(".")
    return [PRINTED, *(f"{stem}-{language_code(book.language) or n}.{ending}" for n, book in enumerate(books[1:], 2))]


def _may_replace(folder: Path) -> None:
    """Only a folder that we made ourselves is ever replaced."""
    ours = (XLSFORM, LIMESURVEY, PRINTED.split(".")[0])
    strange = [path.name for path in folder.iterdir() if not path.name.startswith(ours)] if folder.is_dir() else []
    if strange or folder.is_file():
        raise BadInput(f"{folder}: the folder holds other files than forms, and they would be lost. "
                       "Choose a new folder with --to.")
