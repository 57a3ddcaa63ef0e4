"""Invented pairs of waves through the public parts of pages: no sentence says other than the numbers beside it.

The checker reads pages as a reader does, by their words alone, and counts for itself: nothing here calls what makes
the sentences. Where CI is set it draws 300 pairs.
"""

import os
import re

import numpy as np
import pytest

from coprod.report.blocks import Finding, Notice, Paragraph, Points
from coprod.report.pages import (
    learning_needs,
    start_here,
    team_page,
    vision,
    what_gets_in_the_way,
    what_has_changed,
    what_staff_told_us,
    who_answered,
)
from coprod.report.tables import Table
from tests.records import item, record, survey

PAIRS = 300 if os.environ.get("CI") else 40
MOVED = {"improved": 0, "got worse": 0, "went up": 1, "went down": -1}
COUNTED = {"improved": "improved", "got worse": "got worse", "went up": "went up", "went down": "went down",
           "stayed about the same": "stayed about the same", "stayed exactly the same": "exactly the same",
           "did not clearly change": "did not clearly change", "cannot be shown now": "not compared: not shown now",
           "could not be shown then": "not compared: not shown then"}
TEAMS = ("North", "South", "East", "West")


def draw(seed):
    """Two waves of the same questions, of staff of any size, response and mind, as (survey, counts by label)."""
    rng = np.random.default_rng(seed)
    staff = [int(np.exp(rng.uniform(np.log(40), np.log(12000)))) for _ in range(2)]
    staff[1] = staff[0] if rng.random() < 0.5 else max(40, int(staff[0] * rng.uniform(0.8, 1.2)))
    rate = [1.0 if rng.random() < 0.2 else rng.uniform(0.3, 0.97) for _ in range(2)]
    people = [max(30, round(n * f)) for n, f in zip(staff, rate, strict=True)]
    margin = float(rng.choice([0.1, 0.1, 0.15, 0.05]))
    asked, counts = [[], []], {}
    for name, kind, more in questions(rng):
        level, step = rng.choice([rng.uniform(0.02, 0.98), 0.5, 0.99]), rng.choice([0, 0, rng.normal(0, 0.12)])
        for wave in (0, 1):
            base = people[wave] if rng.random() < 0.6 else max(12, int(people[wave] * rng.uniform(0.6, 1)))
            base = max(12, int(people[wave] * 0.4)) if more.get("relevant") else base
            yes = int(np.clip(rng.binomial(base, np.clip(level + wave * step, 0, 1)), 0, base))
            hidden = yes < 3 or 0 < base - yes < 3 or rng.random() < 0.05 or kind == "item" and base - yes < 6
            made = () if hidden else (base - yes - 3, 3, yes) if kind == "item" else (yes, base)
            asked[wave].append(item(name, made, kind=kind, label=name.upper(), **more))
            if not hidden:
                counts[name.upper(), wave] = yes, base, np.nan if more.get("relevant") else staff[wave]
    records = [record(*asked[wave], wave=("first", "second")[wave], usable=people[wave], complete=people[wave],
                      eligible=staff[wave], margin=margin, bands=list(bands(rng))) for wave in (0, 1)]
    return survey(records[1], records[0]), counts


def questions(rng):
    better = lambda: str(rng.choice(["higher", "lower", "neither"]))  # noqa: E731
    yield from ((f"main{n}", "indicator", {"headline": True, "better": better(), "sources": ()}) for n in range(4))
    yield from ((f"grid{n}", "item", {"better": better(), "stem": "A grid"}) for n in range(8))
    yield from ((f"help/{n}", "option", {"better": "neither", "stem": "Help", "construct": "help", "relevant": "x"})
                for n in range(5))
    yield from ((f"know{n}", "item", {"construct": "knowledge", "stem": "Know"}) for n in range(6))
    yield from ((f"bar{n}", "item", {"better": better(), "construct": "barriers", "stem": "W", "source_line": f"b{n}"})
                for n in range(3))


def bands(rng):
    for name in ("main0", "main1", "grid0", "grid1", "grid2", "response"):
        for team in TEAMS:
            low = int(rng.integers(0, 5)) / 5
            yield name, team, low, low + 0.2


def points(text):
    """All numbers of a cell of points or per cents, with their signs."""
    return [float(n.replace("−", "-").replace(",", "")) for n in re.findall(r"[+−]?[\d,.]*\d", text)]


def rows_of(block):
    table = block if isinstance(block, Table) else block.table
    return [dict(zip(table.cells(), row, strict=True)) for row in table.cells().to_numpy().tolist()]


def changes_agree(row, margin, counts):
    """Words, range, change and what would undo it of a row of a table of changes."""
    said, label = row["In short"], next(iter(row.values()))
    if said.startswith("not compared"):
        assert row["Likely range of the change"] == "", row
        return
    change, = points(row["Change"])
    low, high = points(row["Likely range of the change"])
    (x1, n1, all1), (x2, n2, all2) = counts[label, 0], counts[label, 1]
    exact = 100 * (x2 / n2 - x1 / n1)
    assert abs(change - exact) <= 0.51 and low <= change + 0.01 and change - 0.01 <= high, row
    holds, inside = low <= 0 <= high, -margin < low and high < margin
    word = re.split(r", by less| \(", said)[0]
    if word in MOVED:
        known = n1 == all1 and n2 == all2
        assert (not holds or known) and MOVED[word] * exact >= 0, row
        assert ("by less than" in said) == inside, row
        undone(row["What would undo it"], counts[label, 0], counts[label, 1])
    elif word == "stayed about the same":
        assert holds and inside, row
    elif word == "exactly the same":
        assert x1 * n2 == x2 * n1 and (n1, n2) == (all1, all2), row
    else:
        assert word == "did not clearly change" and ("alone it would count" in said) != holds, row
        assert not (holds and inside), row


def undone(cell, then, now):
    """With those silent as the cell says, all staff are the same in both waves."""
    (_, n1, all1), (_, n2, all2) = then, now
    if not cell.startswith("if those silent"):
        worst = [(x / a, (x + a - n) / a) for x, n, a in (then, now)]
        apart = worst[0][1] < worst[1][0] or worst[1][1] < worst[0][0]
        assert apart or np.isnan(all1) or (n1, n2) == (all1, all2), cell
        return
    shares = [0.0 if part.startswith("under") else 1.0 if part.startswith("over") else points(part)[0] / 100
              for part in re.search(r"\((.*)\)", cell).group(1).split(", ")]
    silent = [shares.pop(0) if n < a else 0.0 for _, n, a in (then, now)]
    truth = [(x + s * (a - n)) / a for s, (x, n, a) in zip(silent, (then, now), strict=True)]
    assert abs(truth[0] - truth[1]) <= 0.0101, (cell, then, now)


def alt_agrees(alt, rows):
    """What an alt text names as the largest clear change is one, and is the largest."""
    moved = [row for row in rows if re.split(r", by less| \(", row["In short"])[0] in MOVED]
    for side, sign in (("rise", 1), ("fall", -1)):
        steps = [sign * points(row["Change"])[0] for row in moved]
        named = re.search(rf"Largest clear {side}: (\S+) ", alt)
        assert bool(named) == any(step > 0 for step in steps), alt
        if named:
            own = [sign * points(row["Change"])[0] for row in moved if named.group(1) in row.values()]
            assert own and own[0] >= max(steps) - 0.5, alt
    if not moved and "side by side" in alt:
        assert alt.endswith("No change is clear."), alt


def count_agrees(text, rows):
    """"Of these questions 2 improved and 1 …": as many as the rows say, and no row left out."""
    told = ", ".join(re.findall(r"Of (?:these questions|the others) (.*?)\.", text))
    parts = [re.match(r"(\d+) (.*)", part).groups() for part in re.split(r", | and ", told)]
    said = [re.split(r", by less| \(", row["In short"])[0] for row in rows]
    for number, words in parts:
        assert int(number) == said.count(COUNTED[words]), (text, said)
    assert sum(int(number) for number, _ in parts) == len(rows), text


def headline_agrees(found, counts, people):
    """Fraction, base, count, likely range and bounds of a main result."""
    match = re.search(r"([\d,]+) of the ([\d,]+) people who answered this", found.summary)
    match = match or re.search(r"Everybody answered: ([\d,]+) of ([\d,]+) people", found.summary)
    if not match:
        assert found.headline.endswith(": not shown"), found.headline
        return
    count, base = (int(text.replace(",", "")) for text in match.groups())
    label = re.sub(".* say ", "", found.headline).upper()
    assert (count, base) == counts[label, 1][:2] and f"of the {base:,} who answered this" in found.headline
    exact, staff = 100 * count / base, counts[label, 1][2]
    low, high = points(re.search(r"likely range ([^.]*)\.", found.summary).group(1)) if "likely" in found.summary else (
        exact, exact)
    fraction = re.match(r"(?:[Aa]bout )?(\d+) in (\d+) ", found.headline)
    if fraction:
        share = 100 * int(fraction.group(1)) / int(fraction.group(2))
        assert low - 0.51 <= share <= high + 0.51, (found.headline, found.summary)
    assert not found.summary.startswith("0%") or count == 0
    assert not found.summary.startswith("100%") or count == base
    bound = re.search(r"Of all staff it is (.*?) if none of .* and (.*?) if all would", found.summary)
    assert bool(bound) == (base < staff), found.summary
    if bound:
        ends = [points(text)[0] for text in bound.groups()]
        assert abs(ends[0] - 100 * count / staff) <= 1 and abs(ends[1] - 100 * (count + staff - base) / staff) <= 1
    more = re.search(r"([\d,]+) more answered the survey", found.summary)
    assert (int(more.group(1).replace(",", "")) if more else 0) in (people - base, 0)


def needs_agree(found):
    """The first is the largest shown, and who is named as the largest is no smaller than who is not."""
    rows = {row[next(iter(row))]: points(row["Share of those who answered"])[0] for row in rows_of(found)}
    named = re.search(r": (.*?)( \(not shown.*)?$", found.headline).group(1).split(" and ")
    assert {rows[name] for part in named for name in part.split(", ")} == {max(rows.values())}, found.headline
    top = re.search(r"(?:These (\d+) are surely the largest|Of those shown they are): (.*?)\.", found.summary)
    if top:
        names = re.split(r", | and ", top.group(2))
        assert top.group(1) in (None, str(len(names)))
        rest = [share for name, share in rows.items() if name not in names]
        assert min(rows[name] for name in names) >= max(rest, default=0)
        assert not (top.group(1) and len(rest) and min(rows[name] for name in names) == max(rest)), found.summary


def bands_agree(found):
    """Highest and lowest are said only of a range clear of all others."""
    ranges = {row[next(iter(row))]: points(row["Between"]) for row in rows_of(found)}
    for word, name in re.findall(r"(Highest|Lowest): (\w+) \(", found.alt):
        others = [ends for other, ends in ranges.items() if other != name]
        low, high = ranges[name]
        assert all(low > other[1] for other in others) if word == "Highest" else all(
            high < other[0] for other in others), found.alt
    assert "Highest" in found.alt or "Lowest" in found.alt or "overlap" in found.alt


def team_agrees(made, team):
    """Of a team's page: words and ranges of each row, how many stand out, and what moved."""
    blocks = team_page.team_questions(made, team)
    tables = [block for block in blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in rows_of(table)]
    for row in rows:
        low, high = points(row["Team now"])
        share = points(row["All staff"])
        if share and not row["All staff"].startswith(("under", "over")):
            assert row["Beside all staff"].startswith("higher") == (low > share[0]), row
            assert row["Beside all staff"].startswith("lower") == (high < share[0]), row
    apart = [row for row in rows if row["Team then"] and (
        points(row["Team now"])[0] > points(row["Team then"])[1]
        or points(row["Team now"])[1] < points(row["Team then"])[0])]
    moved_agrees(blocks, apart)
    for good, way in ((True, "(better)"), (False, "(further to go)")):
        found = (team_page.team_goes_well if good else team_page.team_to_work_on)(made, team)
        number = re.search(r"on (\d+) question", getattr(found, "headline", ""))
        if number:
            assert int(number.group(1)) <= sum(way in row["Beside all staff"] for row in rows), found.headline


def moved_agrees(blocks, apart):
    """What moved in a team: as many as the rows that lie clear of each other, each on its way, none left uncounted."""
    said = re.search(r"On (\d+) questions? the range now lies clear", " ".join(block.plain() for block in blocks))
    assert (int(said.group(1)) if said else 0) == len(apart)
    lines = [line for block in blocks if isinstance(block, Points) for line in block.texts]
    up, down = (sum(line.endswith(f"it went {way}.") for line in lines) for way in ("up", "down"))
    more = sum(int(number) for number in re.findall(r"^(\d+) more stands? in the tables", "\n".join(lines), re.M))
    risen = sum(points(row["Team now"])[0] > points(row["Team then"])[1] for row in apart)
    assert up + down + more == len(apart) and up <= risen <= up + more


@pytest.mark.parametrize("seed", range(PAIRS))
def test_no_sentence_contradicts_the_numbers_beside_it(seed):
    made, counts = draw(seed)
    margin, everything = 100 * made.record.margin, []
    others = what_has_changed.other_changes(made)
    main = what_has_changed.headline_changes(made)
    changed = [block for block in (*others, *main) if isinstance(block, Finding)]
    for found in changed:
        for row in rows_of(found):
            if "What would undo it" not in row:
                row["What would undo it"] = ""
            changes_agree(row, margin, counts)
        alt_agrees(found.alt, [row for row in rows_of(found) if not row["In short"].startswith("not compared")])
    count_agrees(others[0].text, [row for found in others[1:] for row in rows_of(found)])
    for found in what_staff_told_us.headlines(made):
        headline_agrees(found, counts, made.record.usable)
    for found, row in zip(start_here.at_a_glance(made), what_has_changed.headline_changes(made), strict=False):
        said = rows_of(row)[0]["In short"]
        assert ("cannot tell" in found.summary or "may be chance" in found.summary) == (
            said.startswith("did not clearly")), (found.summary, said)
        assert ("better than before" in found.summary) == said.startswith("improved")
        assert ("worse than before" in found.summary) == said.startswith("got worse")
    for found in (*learning_needs.largest_needs(made), *learning_needs.help_wanted(made)):
        if isinstance(found, Finding):
            needs_agree(found)
    for found in (*what_staff_told_us.by_group(made), *who_answered.response_by_group(made)):
        if isinstance(found, Finding) and "Between" in found.table.columns.values():
            bands_agree(found)
    for team in TEAMS:
        team_agrees(made, team)
    everything += [*others, *main, *what_gets_in_the_way.barriers(made), *vision.scorecard(made),
                   *start_here.summary(made), *what_has_changed.what_could_be_seen(made)]
    words = " ".join(block.text if isinstance(block, Paragraph | Notice) else block.plain() for block in everything)
    assert "nan" not in words and "No question can be compared" not in words
    census = all(one.usable == one.eligible for one in made.records)
    assert not census or "Everybody answered both times" in words


def test_the_checker_finds_a_contradiction():
    row = {"Asked about": "A", "Change": "+10 points", "Likely range of the change": "−1 to +21 points",
           "In short": "improved", "What would undo it": ""}
    with pytest.raises(AssertionError):
        changes_agree(row, 10, {("A", 0): (60, 120, 200), ("A", 1): (72, 120, 200)})
    with pytest.raises(AssertionError):
        count_agrees("Of these questions 2 improved.", [{"In short": "improved"}])
    with pytest.raises(AssertionError):
        undone("if those silent had moved 1 point less (50% then, 50% now)", (60, 120, 200), (90, 120, 200))
