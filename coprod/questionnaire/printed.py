"""The questionnaire as a page to print, to read aloud, or to copy into Microsoft Forms."""

from coprod.codebook import Codebook, language_code
from coprod.questionnaire.screens import blocks

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_HOW = {"one": "Please choose one answer.", "several": "You can choose more than one answer.",
        "grid": "Please choose one answer in each row.", "number": "Please write a number.",
        "text": "Please write in your own words."}
ENGLISH = "en-GB"


def printed(book: Codebook, minutes: int) -> str:
    """The page of a codebook in its language; what we say ourselves is English, and marked so."""
    import jinja2

    templates = jinja2.Environment(loader=jinja2.PackageLoader("coprod.questionnaire", "."), autoescape=True,
                                   trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    language = language_code(book.language)
    ours = "" if language[:2] in ("", "en") else ENGLISH
    return templates.get_template("page.html").render(
        title=book.title, blocks=blocks(book), how=_HOW, minutes=minutes, policy=_POLICY,
        language=language if ours else ENGLISH, ours=ours)
