"""Waves of 10 to 29 answers: ranges of everybody, and neither a number of people, a share nor a base in any byte."""

import base64
import json
import re
from contextlib import chdir
from html import unescape

import pytest

from coprod.errors import BadInput
from coprod.private.process import draft, process
from coprod.private.release import release
from coprod.record import EVERYBODY, RESPONSE, read_record
from coprod.record.files import digest
from coprod.site.publish import publish
from coprod.wave.settings import read_wave
from tests.attacks.published import START, new_project
from tests.attacks.reader import read_all
from tests.attacks.test_counts import in_band
from tests.conftest import tree
from tests.invented import ROSTER, TEAMS, TOML, people, write_csv, write_small

TEAM, SURE, SUPPORT, HELP = "Which team do you work in?", "I feel sure.", "Do you need support?", "What would help?"
REAL = TOML.replace("invented = true", "invented = false")
ANSWERS, STAFF, SURE_OF = 23, 42, 17  # two numbers, and their share, that stand in no date, range or rule
FEWEST, FLOOR, FEWEST_STAFF = 3, 10, 30


def few(answers=ANSWERS, yes=5, sure=SURE_OF):
    """So few people, team by team in turn; so many of them need support, and so many feel sure."""
    crowd = [people(5)[n % 6 * 5 + n // 6] for n in range(answers)]
    for n, person in enumerate(crowd):
        person |= {SUPPORT: "Yes" if n < yes else "No", 
                   HELP: ["Training;", "Plain, short texts;"][n % 2] if n < yes else ""}
        person[SURE] = "Agree" if n < sure else "Disagree"
    return crowd


def write_few(project, crowd, staff=STAFF, name="small", toml=REAL):
    """Such people in a project whose teams have so many staff together."""
    folder = write_small(project / "data" / "raw", crowd, toml=toml, name=name)
    heads = [staff // len(TEAMS) + (n < staff % len(TEAMS)) for n in range(len(TEAMS))]
    rows = [[*team, head, "2020-01-06", "", ""] for team, head in zip(TEAMS.items(), heads, strict=True)]
    write_csv(folder / "roster.csv", [ROSTER, *rows])
    return folder


def record_of(project, crowd, staff=STAFF):
    """The draft record of such a wave."""
    write_few(project, crowd, staff)
    return draft(read_wave("small")).record


def publish_few(project, crowd):
    """Such a wave, released and published: its folder."""
    write_few(project, crowd)
    with chdir(project):
        process("small")
        release("small")
        return publish("small").parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A published wave of 23 answers of 42 staff; to be read, not changed."""
    return publish_few(new_project(tmp_path_factory.mktemp("few"), notebooks=(*START, "2-")), few())


def told(page):
    """What a page says in words, in the words for pictures, in tables to save and in pictures, each as one text."""
    plain = re.sub(r"<style.*?</style>", " ", page, flags=re.S)
    saved = [decoded(run).replace(",", "\n")
             for run in re.findall(r"data:text/csv;charset=utf-8;base64,([\w+/=]+)", page)]
    drawn = re.findall(r'<svg class="chart".*?</svg>', page, re.S)
    return {"words": unescape(re.sub(r"<[^>]+>", " ", plain)), "saved": "\n".join(saved),
            "alt": unescape("\n".join(re.findall(r'\b(?:alt|title|aria-label)="([^"]*)"', plain))),
            "drawn": "\n".join(text for svg in drawn for text in re.findall(r">([^<]+)<", svg))}


def decoded(run):
    return base64.b64decode(run).decode("utf-8-sig")


def pages(folder):
    """By file, the HTML of each page and of each notebook's outputs."""
    made = {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}
    for path in folder.glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        made[path.name] = "\n".join("".join(out["data"]["text/html"])
                                    for cell in cells for out in cell.get("outputs", []))
    return made


def numbers(text):
    """The numbers that stand by themselves in a text, and those written as words."""
    words = re.findall(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twelve|twenty(?:.\w+)?)\b",
                       text.casefold())
    return {number for number in re.findall(r"(?<![\w.])\d+(?:[.,]\d+)?(?!\w)", text)} | set(words) - {"one", "two"}


RULES = {"10", "30", "3", "0", "25", "50", "75", "100"}  # the floor, few answers, an answer of a few; a picture's axis
KNOWN = {"6", "31", "2020", str(STAFF)}  # the dates of the wave, and its staff
RANGES = {"0", "20", "33", "40", "60", "67", "80", "100"}


def test_no_number_stands_on_a_page_but_dates_staff_rules_and_ends_of_ranges(folder):
    kinds = set()
    for name, page in pages(folder).items():
        for kind, text in told(page).items():
            files = set("123456789") if name == "index.html" else set()  # how many files there are of a kind
            assert numbers(text) <= RULES | KNOWN | RANGES | files, (name, kind)
            kinds |= {kind} if numbers(text) & RANGES - RULES else set()
    assert kinds == {"words", "saved", "alt", "drawn"}


def numbered(texts):
    """Which files say the number of answers anywhere, in whatever wrapping."""
    places = re.compile(r't="s"><v>\d+|="\d+"')  # which row of a sheet it is, and which text stands in a cell
    plain = {path: places.sub("", text) if path.endswith((".xlsx", ".zip")) else text for path, text in texts.items()}
    alone = rf"(?<![\w.#\x80-\U0010ffff]){ANSWERS}(?![\w.%\x80-\U0010ffff])|twenty.?three"  # not amid packed bytes
    return {path for path, text in plain.items() if re.search(alone, text)}


def test_the_number_of_answers_is_in_no_byte_in_any_wrapping(folder, tmp_path):
    project = folder.parents[2]
    assert numbered(read_all(folder) | read_all(project / "data" / "processed")) == set()
    assert "responses.csv" in "".join(numbered(read_all(project / "data" / "raw"))), "ids from 1 to 23"
    wrapped = base64.b64encode(f"All staff,{ANSWERS} of {STAFF} answers".encode()).decode()
    page = ('<img alt="All {n} answered">', f"<a href='data:text/csv;base64,{wrapped}'>", "<p>{n} people</p>",
            "<p>Twenty-three</p>")
    for n, text in enumerate(page):
        (tmp_path / f"{n}.html").write_text(text.replace("{n}", str(ANSWERS)), "utf-8")
    (tmp_path / "4.ipynb").write_text(json.dumps({"outputs": [f"<td>{ANSWERS}</td>"]}), "utf-8")
    assert len(numbered(read_all(tmp_path))) == 5, "the search finds a number that is there"


def reader(record, staff, needs=()):
    """What a manager who knows how many staff there are works out: every count of each item, all numbers of answers.

    All ranges are thirds, so a base can be any number from the floor on. `needs`: (item, item asked of those who gave
    its positive answer), whose base is no larger than their number.
    """
    rows = record.tallies[record.tallies["group"] == EVERYBODY].set_index("item")
    widths = {item: round(1 / (row["high"] - row["low"])) for item, row in rows.iterrows() if item != RESPONSE}
    assert set(widths.values()) == {3}
    bases = {item: range(FLOOR, FEWEST_STAFF) for item in widths}
    answered = [n for n in range(max(FLOOR, *map(min, bases.values())), min(staff, FEWEST_STAFF - 1) + 1)
                if RESPONSE not in rows.index or fits(n, staff, *rows.loc[RESPONSE, ["low", "high"]])]
    least = {item: max((min(bases[asked]) for source, asked in needs if source == item and asked in bases), default=0)
             for item in bases}
    counts = {}
    for item, possible in bases.items():
        ends = [in_band(*rows.loc[item, ["low", "high"]], base) for base in possible if base <= answered[-1]]
        counts[item] = {k for low, high in ends for k in range(max(low, least[item]), high + 1)}
    return counts, answered


def fits(n, staff, low, high):
    return low - 1e-4 <= n / staff and (n / staff < high - 1e-4 or high == 1)


SIZES = [(10, 40), (12, 12), (12, 40), (15, 18), (16, 29), (ANSWERS, STAFF), (29, 29), (29, 90)]


@pytest.mark.parametrize(("answers", "staff"), SIZES)
def test_a_reader_who_knows_the_staff_finds_three_numbers_for_every_figure_of_a_small_wave(project, answers, staff):
    counts, answered = reader(record_of(project, few(answers, yes=3, sure=answers * 2 // 3), staff), staff)
    assert {"confident", "usedtalks"} <= set(counts)
    assert {item: possible for item, possible in counts.items() if len(possible) < FEWEST} == {}
    assert answers in answered and len(answered) >= FEWEST


@pytest.mark.parametrize("staff", [10, 11, 13, 14, 16, 17])
def test_ranges_do_not_tell_that_all_staff_answered(project, staff):
    try:
        record = record_of(project, few(staff, yes=3, sure=5), staff)
    except BadInput:
        return  # so few staff may well be refused
    _, answered = reader(record, staff)
    assert len(answered) >= FEWEST


@pytest.mark.parametrize(("answers", "yes"), [(12, 11), (29, 17)])
def test_a_question_put_to_some_does_not_tell_how_many_they_are(project, answers, yes):
    counts, _ = reader(record_of(project, few(answers, yes), answers), answers, [("support", "help/training")])
    assert len(counts["support"]) >= FEWEST and max(counts["support"]) - min(counts["support"]) >= 2


def swap_two(crowd):
    """Two people of two teams change teams with their whole questionnaires."""
    one, other = crowd[0], next(p for p in crowd if p[TEAM] != crowd[0][TEAM] and p["Walks"] != crowd[0]["Walks"])
    one[TEAM], other[TEAM] = other[TEAM], one[TEAM]


def move_one(crowd):
    """One more feels sure: 18 of 23, as 17 were, is over two thirds."""
    person = crowd[SURE_OF]
    assert person[SURE] == "Disagree"
    person[SURE] = "Agree"


@pytest.mark.parametrize("change", [swap_two, move_one])
def test_s9_neither_a_swap_nor_one_answer_inside_its_range_changes_a_byte_of_the_record(project, folder, change):
    crowd = few()
    change(crowd)
    record = record_of(project, crowd)
    with chdir(folder.parents[2]):
        assert digest(record) == digest(read_record("small"))


def test_s9_s10_people_swapped_moved_and_shuffled_change_no_byte_of_anything_published(tmp_path, folder):
    crowd = few()
    swap_two(crowd)
    move_one(crowd)
    assert tree(publish_few(new_project(tmp_path, notebooks=(*START, "2-")), crowd[::-1])) == tree(folder)


def test_s8_a_late_reply_to_a_small_wave_is_refused_under_its_own_and_another_name(tmp_path, monkeypatch):
    project = new_project(tmp_path, notebooks=("none",))
    monkeypatch.chdir(project)
    write_few(project, few())
    process("small")
    record, ledger = release("small")
    entries = json.loads(ledger.read_text("utf-8"))
    assert [(entry["wave"], entry["seal"]) for entry in entries] == [("small", record.seal)]
    assert str(ANSWERS) not in re.findall(r"\d+", ledger.read_text("utf-8").replace(record.seal, ""))
    write_few(project, few(ANSWERS + 1), name="small-final")
    process("small-final")
    with pytest.raises(BadInput):
        release("small-final")
    (project / "data" / "raw" / "small" / "responses.csv").write_bytes(
        (project / "data" / "raw" / "small-final" / "responses.csv").read_bytes())
    with pytest.raises(BadInput, match="never changes"):
        process("small")
    (project / "data" / "processed" / "small" / "wave.json").unlink()
    with pytest.raises(BadInput, match="never changes"):
        process("small")


@pytest.mark.parametrize("first_is_small", [True, False])
def test_a_wave_beside_a_small_one_has_pages_that_say_why_nothing_is_compared(tmp_path, monkeypatch, first_is_small):
    project = new_project(tmp_path, notebooks=("5-",))
    monkeypatch.chdir(project)
    waves = [few(), people()] if first_is_small else [people(), few()]
    for crowd, name, year, then in zip(waves, ("then", "now"), ("2020", "2022"), ("", "then"), strict=True):
        write_few(project, crowd, 96, name, REAL.replace("2020", year))
        process(name, then)
        release(name)
    page = next(publish("now", "then").parent.glob("5-*.html")).read_text("utf-8")
    assert "so small that it is shown in wide ranges only" in page
    assert numbered({"page": told(page)["words"]}) == set()
    assert not re.search(r"\d+% of|\d+ of (?:the )?\d+|likely", told(page)["alt"])
