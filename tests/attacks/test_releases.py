"""S8 and other readers who keep every version: nobody is found by comparing two of them."""

import shutil
from contextlib import chdir

import pytest

from coprod.analysis.changes import same_groups
from coprod.errors import BadInput
from coprod.private.process import draft, process
from coprod.private.release import release
from coprod.record import Survey, read_record
from coprod.site.publish import publish
from coprod.wave.settings import read_wave
from tests.attacks.published import START, all_staff, new_project
from tests.attacks.reader import read_all
from tests.conftest import edit, tree
from tests.invented import ROSTER, TOML, people, read_csv, sheets, write_answers, write_csv, write_small

REAL = TOML.replace("invented = true", "invented = false")
LATER = REAL.replace("2020", "2022")
TEAM = "Which team do you work in?"


@pytest.fixture
def real(tmp_path, monkeypatch):
    """A project with the small wave of real people and the first notebook."""
    project = new_project(tmp_path, notebooks=START[:1])
    write_small(project / "data" / "raw", toml=REAL)
    monkeypatch.chdir(project)
    return project


def late(project, name="small"):
    write_answers(project / "data" / "raw" / name / "responses.csv", [*people(), people()[0]])


def test_s8_a_late_reply_is_refused_and_the_published_folder_stays(real):
    process("small")
    release("small")
    folder = publish("small").parent
    before, record = tree(folder), tree(real / "data" / "processed")
    late(real)
    with pytest.raises(BadInput, match="never changes"):
        process("small")
    release("small")
    publish("small")
    assert tree(folder) == before
    assert tree(real / "data" / "processed") == record


def test_s8_a_late_reply_is_refused_even_if_record_and_pages_were_taken_away(real):
    process("small")
    release("small")
    shutil.rmtree(real / "data" / "processed" / "small")
    late(real)
    with pytest.raises(BadInput, match="never changes"):
        process("small")
    with pytest.raises(BadInput):
        publish("small")


def test_s8_the_same_people_and_a_late_one_are_not_released_under_another_name(real):
    process("small")
    release("small")
    write_small(real / "data" / "raw", [*people(), people()[0]], toml=REAL, name="small-final")
    process("small-final")
    with pytest.raises(BadInput):
        release("small-final")


def test_a_draft_is_replaced_whole_by_the_final_pages(real):
    process("small")
    folder = publish("small").parent
    assert all("Draft, not for sharing" in page.read_text("utf-8") for page in folder.glob("*.html"))
    (folder / "9-old.html").write_text("an old page", "utf-8")
    late(real)
    process("small")
    release("small")
    publish("small")
    assert not [path for path, text in read_all(folder).items()
                if "draft, not for sharing" in text or "an old page" in text]
    assert not (folder / "9-old.html").exists()


def test_every_file_of_a_draft_says_that_it_is_one(real):
    process("small")
    texts = read_all(publish("small").parent)
    assert [path for path, text in texts.items() if "draft" not in text] == []


def test_a_draft_baseline_makes_the_pages_of_the_repeat_a_draft(real):
    write_small(real / "data" / "raw", toml=LATER, name="later")
    process("small")
    process("later", "small")
    release("later")
    folder = publish("later", "small").parent
    assert all("Draft, not for sharing" in page.read_text("utf-8") for page in folder.glob("*.html"))


def reorganised(project):
    """Two released waves of the same people; between them the four people of Holly move from North to South."""
    content = sheets()
    content["choices"].append(["team", "holly", "Holly"])
    content["indicators"][-1][-1] = "yes"  # a second headline, so that figures are made from the groups
    crowd = people()
    crowd += [person | {TEAM: "Holly"} for person in crowd[:3]]
    for name, parent, toml in (("before", "North", REAL), ("after", "South", LATER)):
        folder = write_small(project / "data" / "raw", crowd, content, name=name, toml=toml)
        write_csv(folder / "roster.csv", [*read_csv(folder / "roster.csv"), ["Holly", parent, 4, "2020-01-06", "", ""]])
    assert read_csv(folder / "roster.csv")[0] == ROSTER
    process("before")
    release("before")
    process("after", "before")


def test_a_reorganisation_that_moves_four_people_compares_no_group_with_them(real):
    reorganised(real)
    then, now = read_record("before"), read_record("after")
    with_four = [next(g for g in record.groups if "Holly" in g.teams) for record in (then, now)]
    assert with_four[0].teams != with_four[1].teams
    touched = set(with_four[0].teams) | set(with_four[1].teams)
    for part in now.mix.parts:
        teams = set(part.label.split(" + "))
        assert teams >= touched or not teams & touched
    compared = same_groups(Survey(now, Survey(then)))
    assert len(compared) and not [group for group in compared["group"] if "Holly" in group]


def test_a_reorganisation_that_moves_four_people_is_not_released_as_it_is(real):
    reorganised(real)
    with pytest.raises(BadInput, match="differ by fewer than 10 people"):
        release("after")


def test_two_waves_of_the_examples_have_no_groups_that_differ_by_one_to_nine_people(published):
    """Every pair of groups of the two waves, by their teams: one without the other is nobody, or ten or more."""
    first, second = (published.record(wave).groups for wave in ("example-2016-baseline", "example-2018-repeat"))
    near = []
    for one in first:
        for two in second:
            for bigger, smaller in ((one, two), (two, one)):
                if set(smaller.teams) < set(bigger.teams):
                    near.append((bigger.label, smaller.label, bigger.headcount - smaller.headcount))
    assert [pair for pair in near if pair[2] < 10] == []


def test_the_ledger_and_the_raw_files_are_not_needed_and_not_named_by_the_pages(published):
    assert not [path for path, text in read_all(published.project / "notebooks" / "published").items()
                if "ledger.json" in text]


def test_the_differences_of_two_drafts_are_those_of_the_late_reply(real):
    """Why a sealed record never changes: the attack works on drafts, and would on releases."""
    one = draft(read_wave("small")).record
    late(real)
    two = draft(read_wave("small")).record
    with chdir(real):
        counts = [all_staff(record).set_index(["item", "answer"])["count"] for record in (one, two)]
    told = [name for name, n in (counts[1] - counts[0]).items() if n == 1 and name[0] != "response"]
    assert told == [("sure", "no"), ("usedtalks", "once"), ("usedwalks", "once"), ("support", "no")]


def test_calling_a_real_wave_invented_does_not_let_it_change(real):
    process("small")
    release("small")
    late(real)
    edit(real / "data" / "raw" / "small" / "wave.toml", "invented = false", "invented = true")
    with pytest.raises(BadInput, match="never changes"):
        process("small")
