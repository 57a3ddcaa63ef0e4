"""Records of the first version, whose notes were English sentences, as those of today."""

import re

FORMAT = 1
_MOVED = {"items": "measures", "bank": "unasked"}
# The sentences of the first version, each with its code; "by" is the label of the breakdown, in lower case.
_NOTES = (
    ("small_survey", r"Fewer than 30 people answered, .*"),
    ("response_left_out", r"How many answered is not shown by group, .*"),
    ("figures_left_out", r"Shares in which each team counts by its staff are not shown, .*"),
    ("wide_ranges", r"By (?P<by>.*), the ranges are wider than usual, .*"),
    ("divided_only", r"By (?P<by>.*), only questions are shown on which staff are divided, .*"),
    ("few_groups", r"Results are not shown by (?P<by>.*): with so few groups, .*"),
    ("nearly_alike", r"Results are not shown by (?P<by>.*): some of its groups are nearly the same people .*"),
    ("ranges_tell", r"Results are not shown by (?P<by>.*): the ranges of the groups and the numbers .*"),
)


def upgraded(about: dict) -> dict:
    """What `wave.json` of the first version said, as today's says it."""
    now = {_MOVED.get(name, name): value for name, value in about.items() if name != "format"}
    names = {one["label"].lower(): one["name"] for one in about["breakdowns"]}
    now["measures"] = [{"sources" if name == "from" else name: value for name, value in item.items()}
                       for item in about["items"]]
    now["notes"] = [_note(sentence, names) for sentence in about["notes"]]
    return now


def _note(sentence: str, names: dict[str, str]) -> dict:
    """A sentence as its code; one that nobody knows is "other", for a record may say more than it must."""
    for code, pattern in _NOTES:
        if found := re.fullmatch(pattern, sentence):
            return {"code": code, "breakdown": names.get(found.groupdict().get("by") or "", "")}
    return {"code": "other", "breakdown": ""}
