"""A second opinion on disclosure: τ-ARGUS, known to statistical offices, judges the team groups of the example waves.

It is another program by other people, and is shown what no page shows, the true counts. It can say no: to groups that
are too small, and, by its own audit, to ranges that tell a group's count. It is no proof. pytauargus is a port of
τ-ARGUS and not all of it. τ-ARGUS knows cells to be shown or hidden, and no ranges, so its audit is given ours as
limits; it sees one table of one wave, and solves with HiGHS, as scipy does. Response rates, earlier releases, joined
items and figures made from groups (its audit reads whole-number weights only) are not put to it. The package's
`Engine.audit` takes for granted that no cell is below the smallest of the table, which no reader knows: so the auditor
inside it, `audit_jj`, is given a table of ours.
"""

import shutil
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

import numpy as np
import pytest

from coprod.private.disclosure.audit import feasible, too_narrow
from tests import ROOT
from tests.attacks.published import BASELINE, REPEAT, about, base_of, count_of
from tests.attacks.test_counts import reader, shown, true_counts

try:
    from pytauargus import protect
    from pytauargus.engine import audit_jj
except ImportError:
    if sys.platform == "linux":
        raise
    pytest.skip("there is no pytauargus for this machine", allow_module_level=True)

WAVES = (BASELINE, REPEAT)


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch):
    """A working folder for the files the engine leaves behind, with counts in them; afterwards they are gone."""
    ours, others = {Path.cwd(), ROOT, tmp_path}, {Path(tempfile.gettempdir()), Path.home()}
    before = {path for place in ours | others for path in place.iterdir()}
    folder = tmp_path / "scratch"
    (folder / "temp").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "temp"))
    with chdir(folder):
        yield folder
    left = {path.name for path in folder.rglob("*")}
    shutil.rmtree(folder)
    assert not [path for place in ours for path in set(place.iterdir()) - before if path.name[0] != "."]
    assert not [path for place in others for path in set(place.iterdir()) - before if path.name in left]


def judged(counts, parents):
    """τ-ARGUS on exact counts of groups in their services, with totals: each cell, and its audit of those it hides.

    A cell is S (safe), U (unsafe: fewer than ten people) or M (hidden as well, or a total would tell the unsafe one).
    """
    services = sorted(set(parents))
    people = [{"team": f"t{n:02}", "service": f"s{services.index(parent):02}", "people": 1}
              for n, (count, parent) in enumerate(zip(counts, parents, strict=True)) for _ in range(count)]
    made = protect(people, ["team"], "people", "FREQ(10,10)", "OPT(1)", hrc={"team": "team > service"}, workdir="tau")
    return made.tables[0].rows, made.engine.audit(0)


def audited(limits, bases, totals, positive):
    """What τ-ARGUS finds possible: each group's positive answers (group × 2), each answer in it (group × answer × 2).

    It knows the limits of the former, how many answered in each group, and how many of all staff gave each answer.
    """
    groups, size = len(bases), len(bases) * len(totals)
    single = groups + np.arange(size).reshape(groups, -1)
    known = [*zip(single, bases, strict=True), *zip(single.T, totals, strict=True)]
    cells = [("u", low, high) for low, high in limits] + [("u", 0, max(bases))] * size + [("s", n, n) for _, n in known]
    parts = [*single[:, positive], *(inside for inside, _ in known)]  # and the cells they add up to:
    wholes = [*range(groups), *range(groups + size, len(cells))]
    lines = [0, len(cells),
             *(f"{n} {low} 1 {status} {low} {high} 0 0 0" for n, (status, low, high) in enumerate(cells))]
    lines.append(len(wholes))
    for whole, inside in zip(wholes, parts, strict=True):
        lines.append(f"0 {len(inside) + 1} : {whole} (-1) " + " ".join(f"{n} (1)" for n in inside))
    Path("table.jj").write_text("\n".join(map(str, [*lines, ""])))
    found = np.array([(cell["min"], cell["max"])
                      for cell in sorted(audit_jj("table.jj"), key=lambda cell: cell["cell"])])
    assert len(found) == groups + size and np.allclose(found, found.round())
    found = found.round().astype(int)
    return found[:groups], found[groups:].reshape(groups, -1, 2)


def tells(share, single, bases, totals, total):
    """Whether a group's share or one of its answers keeps fewer than three possible counts, or all it could have."""
    least = np.minimum(2, np.minimum(bases, total)), np.minimum(2, np.minimum(bases[:, None], totals))
    return bool((np.diff(share)[:, 0] < least[0]).any() or (np.diff(single)[..., 0] < least[1]).any())


@pytest.mark.parametrize("wave", WAVES)
def test_in_the_groups_no_cell_is_unsafe_and_none_needs_hiding_but_team_by_team_many_are_and_do(published, wave):
    counts, groups, found = published.truth(wave).tally, published.record(wave).groups, []
    for item in shown(published, wave):
        cells, hidden = judged(true_counts(published, wave, item)[0], [group.parent for group in groups])
        assert {cell["status"] for cell in cells} == {"S"} and hidden == []
        teams = counts.bases()[:, list(counts.answers).index(item)]
        cells, hidden = judged(teams, [unit.parent for unit in counts.units])
        assert all((cell["status"] == "U") == (0 < cell["freq"] < 10) for cell in cells)
        assert not any(cell["unsafe"] for cell in hidden)
        found += [cell["status"] for cell in cells]
    assert found.count("U") > 100 and found.count("M") > 20


@pytest.mark.parametrize("wave", WAVES)
def test_the_ranges_with_all_that_is_known_of_all_staff_tell_no_count(published, wave):
    record = published.record(wave)
    for item in shown(published, wave):
        limits, bases, total, _ = reader(published, wave, item)
        answers = [a for a in about(record, item).answers if not a.missing]
        totals, positive = [count_of(record, item, a.name) for a in answers], [bool(a.positive) for a in answers]
        if rest := base_of(record, item) - sum(totals):  # of yes and no the record counts one
            totals, positive = [*totals, rest], [*positive, False]
        if lost := record.usable - base_of(record, item):  # who answered the survey and did not rate this
            totals, positive = [*totals, lost], [*positive, False]
        share, single = audited(limits, bases, totals, positive)
        assert not tells(share, single, bases, totals, total), item
        assert (share == np.hstack(feasible(limits[:, :1], limits[:, 1:], np.array([total])))).all()
        true, possible = true_counts(published, wave, item)[1], single[:, :len(answers)]
        assert ((possible[..., 0] <= true) & (true <= possible[..., 1])).all()


def test_on_small_tables_its_audit_and_ours_find_the_same_limits_and_the_same_danger():
    rng, dangers = np.random.default_rng(1), 0
    for _ in range(300):
        width = rng.integers(2, 5)
        positive = np.arange(width) < rng.integers(1, width)
        table = np.array([rng.multinomial(n, rng.dirichlet([0.4] * width))
                          for n in rng.integers(1, 15, rng.integers(2, 6))])
        bases, totals, said = table.sum(axis=1), table.sum(axis=0), table[:, positive].sum(axis=1)
        low = np.maximum(said - rng.integers(0, 5, len(said)), 0)
        high = np.minimum(said + rng.integers(0, 5, len(said)), bases)
        share, single = audited(np.column_stack([low, high]), bases, totals, positive)
        assert (share == np.hstack(feasible(low[:, None], high[:, None], said.sum(keepdims=True)))).all()
        danger = tells(share, single, bases, totals, said.sum())
        assert danger == too_narrow(low[:, None], high[:, None], bases[:, None], totals[None], positive[None])[0]
        dangers += danger
    assert 50 < dangers < 250


def test_it_leaves_files_behind_so_it_runs_in_a_scratch_folder_and_is_no_part_of_coprod(scratch):
    judged([9, 20, 20, 20], ["North", "North", "South", "South"])
    assert {"FullJJ.log", "tau"} <= {path.name for path in scratch.iterdir()} and list((scratch / "temp").iterdir())
    assert not [path for path in (ROOT / "coprod").rglob("*.py") if "pytauargus" in path.read_text("utf-8")]
