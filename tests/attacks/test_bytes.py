"""S9, S10: what must not matter to a reader changes no byte of anything published."""

import random
import shutil
from contextlib import chdir

import pytest
from python_calamine import CalamineWorkbook

from coprod.private.process import draft
from coprod.record.files import digest
from coprod.wave.settings import read_wave
from tests.attacks.published import BASELINE, REPEAT, new_project, publish_examples, publish_whole
from tests.conftest import tree
from tests.invented import read_csv, write_book, write_csv

TEAM = "Which team do you work in?"
SURE = "Overall, how confident do you feel about involving citizens in your work?"


def rows_of(folder):
    """Heads and people of a wave's last export, and how to write them back."""
    path = sorted(folder.glob("responses*"))[-1]
    for early in sorted(folder.glob("responses*"))[:-1]:
        early.unlink()
    if path.suffix == ".csv":
        rows = read_csv(path)
        for n in range(1, len(rows[0])):
            rows[0][n] = rows[0][n] or rows[0][n - 1]  # a question stands once above its columns, which may part
        return rows[:2], rows[2:], lambda rows: write_csv(path, rows)
    rows = [[str(cell) for cell in row] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
    return rows[:1], rows[1:], lambda rows: write_book(path, {"Sheet1": rows})


def swap(people, place, one, other, pick=0):
    """Two people of two teams change teams with their whole questionnaires."""
    first, second = ([row for row in people if row[place] == team][pick] for team in (one, other))
    assert first[place + 1:] != second[place + 1:]
    first[place], second[place] = other, one


def swap_inside_groups(heads, people, record):
    """One such swap in every group of several teams."""
    place, swapped = heads[0].index(TEAM), 0
    for group in record.groups:
        names = sorted({row[place] for row in people} & reported(group.teams))
        if len(names) > 1:
            swap(people, place, *names[:2], pick=2)
            swapped += 1
    assert swapped >= 3


def reported(teams):
    """The teams as written by people: one that was split is still one."""
    return set(teams) | ({"Older People at Home", "Care Homes"} if "Older People" in teams else set())


def move_inside_bands(heads, people, record, truth):
    """Two people of two groups swap one answer with each other; every band, total and adjusted figure is to stay."""
    place, sure = heads[0].index(TEAM), heads[0].index(SURE)
    yes = ("Fairly confident", "Very confident")
    for a in people:
        for b in people:
            if a[place] < b[place] and a[sure] in yes and b[sure] not in (*yes, ""):
                a[sure], b[sure] = b[sure], a[sure]
                yield
                a[sure], b[sure] = b[sure], a[sure]


@pytest.mark.parametrize("wave", [BASELINE, REPEAT])
@pytest.mark.parametrize("seed", range(2))
def test_s9_s10_swaps_and_shuffled_rows_change_no_byte_of_the_record(published, example_raw, tmp_path, wave, seed):
    folder = new_project(tmp_path, example_raw, ("none",)) / "data" / "raw" / wave
    shutil.copytree(published.project / "data" / "processed", tmp_path / "data" / "processed", dirs_exist_ok=True)
    heads, people, write = rows_of(folder)
    swap_inside_groups(heads, people, published.record(wave))
    write(shuffled([*heads, *people], len(heads), seed))
    with chdir(tmp_path):
        made = draft(read_wave(wave), BASELINE if wave == REPEAT else "")
        assert digest(made.record) == digest(published.record(wave))


def shuffled(rows, top, seed):
    rng = random.Random(seed)
    columns = rng.sample(range(len(rows[0])), len(rows[0]))
    people = rng.sample(rows[top:], len(rows) - top)
    return [[row[n] for n in columns] for row in [*rows[:top], *people]]


def test_s9_s10_swaps_and_shuffled_files_change_no_byte_of_anything_published(published, example_raw, tmp_path):
    project = new_project(tmp_path, example_raw)
    for wave, seed in ((BASELINE, 5), (REPEAT, 6)):
        heads, people, write = rows_of(project / "data" / "raw" / wave)
        swap_inside_groups(heads, people, published.record(wave))
        write(shuffled([*heads, *people], len(heads), seed))
        roster = project / "data" / "raw" / wave / "roster.csv"
        write_csv(roster, shuffled(read_csv(roster), 1, seed))
    with chdir(project):
        publish_examples()
        for wave in (BASELINE, REPEAT):
            assert tree(project / "data" / "processed" / wave) == tree(published.project / "data" / "processed" / wave)
            assert tree(project / "notebooks" / "published" / wave) == tree(published.folder(wave))


def test_counts_moved_inside_two_bands_change_no_byte_of_anything_published(published, example_raw, tmp_path):
    """Table, picture and order come from the band: only who stands inside it has changed."""
    project = new_project(tmp_path, example_raw)
    heads, people, write = rows_of(project / "data" / "raw" / BASELINE)
    moves, same = move_inside_bands(heads, people, published.record(BASELINE), published.truth(BASELINE)), 0
    with chdir(project):
        for _ in range(4000):
            next(moves)
            if tells_no_more(heads, people, published):
                write([*heads, *people])
                assert digest(draft(read_wave(BASELINE)).record) == digest(published.record(BASELINE))
                same += 1
                break
        assert same == 1
        publish_whole(BASELINE)
    assert tree(project / "data" / "processed" / BASELINE) == tree(published.project / "data" / "processed" / BASELINE)
    assert tree(project / "notebooks" / "published" / BASELINE) == tree(published.folder(BASELINE))


def tells_no_more(heads, people, published):
    """Whether groups' shares of the confident stay in their bands, and their weighted sum at its whole per cent."""
    record = published.record(BASELINE)
    rows = record.tallies.query("item == 'confident'").set_index("group")
    place, sure = heads[0].index(TEAM), heads[0].index(SURE)
    counted = [row for row in people if sum(map(bool, row)) > len(row) / 3]
    staff, figure = record.eligible, 0.0
    for group in record.groups:
        answers = [row[sure] for row in counted if row[place] in group.teams and row[sure]]
        share = sum(answer in ("Fairly confident", "Very confident") for answer in answers) / len(answers)
        low, high = rows.loc[group.label, ["low", "high"]]
        if not low - 1e-4 <= share < high - 1e-4 + (high == 1):
            return False
        figure += group.headcount / staff * share
    entry = next(item for item in record.measures if item.name == "confident")
    return abs(figure - entry.adjusted) < 0.004
