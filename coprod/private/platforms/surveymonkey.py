"""SurveyMonkey: two header rows, a grid's question once above its rows, a column for each option of several."""

from coprod.codebook import Codebook
from coprod.private.labels import fold
from coprod.private.platforms import Platform, Target

_METADATA = frozenset({
    "respondent id", "collector id", "start date", "end date", "date created", "date modified", "ip address",
    "email address", "first name", "last name", "custom data 1",
})
_ANSWER = {"response", "open-ended response"}
_OTHER = " (please specify)"


def _recognise(rows: list[list[str]]) -> bool:
    heads = [fold(cell) for cell in rows[0]] if rows else []
    return "respondent id" in heads and "collector id" in heads and len(rows) > 1


def _targets(heads: list[list[str]], codebook: Codebook) -> list[Target | None]:
    known = _known(codebook)
    question, targets = "", []
    for upper, lower in zip(*heads, strict=True):
        question = fold(upper) or question
        part = fold(lower)
        part = "" if part in _ANSWER else part.removesuffix(_OTHER)
        targets.append(known.get((question, part)))
    return targets


def _known(codebook: Codebook) -> dict[tuple[str, str], Target]:
    known: dict[tuple[str, str], Target] = {}
    for item in codebook.asked:
        if item.kind == "several":
            for option in codebook.answers(item.name):
                known[fold(item.label), fold(option.label).removesuffix(_OTHER)] = (item.name, option.name)
        elif item.stem:
            known[fold(item.stem), fold(item.label)] = (item.name, "")
        else:
            known[fold(item.label), ""] = (item.name, "")
    return known


PLATFORM = Platform("surveymonkey", 2, _METADATA, "respondent id", _recognise, _targets)
