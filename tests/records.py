"""Small safe records made by hand, for tests of what comes after door 2."""

import pandas as pd

from coprod.record.safe import ALL_STAFF, COLUMNS, FORMAT, RESPONSE, SafeTally

AGREE = [("no", "Disagree", False), ("maybe", "Neither", False), ("yes", "Agree", True)]


def item(name, counts=(40, 20, 60), label=None, kind="item", better="higher", headline=False, **more):
    """One measure with the all-staff counts of its answers (the yes count and the base for options and indicators)."""
    answers = AGREE if kind == "item" else [("yes", "Yes", True)]
    about = {"name": name, "kind": kind, "label": label or name.title(), "better": better, "headline": headline, "stem": "",
             "construct": "", "relevant": "", "source_line": "", "phrase": f"say {name}", "rule": "", "from": [name],
             "scale": [a[1] for a in AGREE], "withheld": "" if counts else "too few", "share": bool(counts),
             "adjusted": None, "fixed_mix": None,
             "answers": [{"name": n, "label": label, "missing": "", "positive": p} for n, label, p in answers] if counts else []}
    if kind == "item":
        rows = [(name, ALL_STAFF, a[0], n, sum(counts)) for a, n in zip(AGREE, counts, strict=bool(counts))]
    else:
        rows = [(name, ALL_STAFF, "yes", *counts)] if counts else []
    return about | more, [(*row, None, None) for row in rows]


def record(*items, wave="first", usable=120, complete=114, eligible=200, bands=(), groups=None, staff=20, **more):
    """A safe record of the given items; bands: (item, group, low, high); groups: teams by label, each of `staff` people."""
    rows = [(RESPONSE, ALL_STAFF, "usable", usable, eligible, None, None),
            (RESPONSE, ALL_STAFF, "complete", complete, eligible, None, None)]
    rows += [row for _, part in items for row in part]
    rows += [(name, group, "", None, None, low, high) for name, group, low, high in bands]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"count": "Int64", "base": "Int64", "low": float, "high": float})
    teams = groups or {group: [group] for _, group, _, _ in bands}
    about = {"format": FORMAT, "wave": wave, "title": wave.title(), "survey": "A survey", "invented": True,
             "opened": "2016-10-10", "closed": "2016-11-04", "eligible": eligible, "margin": 0.15, "floor": 10,
             "items": [about for about, _ in items], "bank": [], "notes": [], "scores": [], "mix": None, "kish": None,
             "seal": None,
             "breakdowns": [{"name": "team", "label": "Team"}],
             "groups": [{"breakdown": "team", "label": label, "shown_as": label, "parent": "", "headcount": staff, "teams": members}
                        for label, members in teams.items()]}
    return SafeTally(about | more, frame)
