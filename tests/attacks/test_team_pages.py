"""S1 to S3, S6 and S7 on the pages of teams: they show bands and shares of all staff, and no number of a team's own."""

import base64
import csv
import html
import io
import re

import pytest

from coprod.analysis.benchmark import NOTHING, expected, group_of, same_team, standing_out
from coprod.analysis.shares import response, shares
from coprod.record import RESPONSE, TEAM, Survey
from coprod.site.teams import file_names
from coprod.stats import round_half_up
from tests.attacks.published import BASELINE, REPEAT
from tests.attacks.reader import found_in, read_all
from tests.attacks.test_counts import true_counts
from tests.attacks.test_secrets import MARKUP, Markup
from tests.examples import CANARIES

NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
COUNTED = re.compile(r"(?<=[Oo]n )\d+(?= questions?\b)|\b\d+(?= more stands? (?:under|in the tables below))"
                     r"|(?<=about )\d+(?= teams shown)")  # of questions and teams
ANSWERED = re.compile(r"\d+ (?:or more|to \d+) of \d+")  # who answered, as published
CHANCE = re.compile(r"\b(\d+) questions are compared in this way\. [^.]*? about (\d+\.\d) of them here")


@pytest.fixture(scope="module")
def pages(published_teams):
    """By group label: the page of each team of the repeat."""
    record = published_teams.record(REPEAT)
    names = file_names(group.label for group in record.groups_of(TEAM))
    folder = published_teams.folder(REPEAT) / "teams"
    return {label: (folder / name).read_text("utf-8") for label, name in names.items()}


def bands_of(record, label):
    """The bands the record holds of a group: by item, both ends in whole per cents."""
    rows = record.tallies[(record.tallies["group"] == label)]
    return {item: tuple(round(float(round_half_up(end, 2)) * 100) for end in ends)
            for item, *ends in rows[["item", "low", "high"]].itertuples(index=False)}


def known(published_teams, label):
    """Every per cent a page may hold: the ends of the team's bands, then and now, and the shares of all staff."""
    now, then = (published_teams.record(wave) for wave in (REPEAT, BASELINE))
    ends = {end for pair in bands_of(now, label).values() for end in pair}
    if same_team(Survey(now, Survey(then)), label):
        ends |= {end for pair in bands_of(then, label).values() for end in pair}
    counted = shares(Survey(now)).dropna(subset="count")
    answered = response(Survey(now)).set_index("answer").loc["usable"]
    beside = [*counted["count"] / answered["count"], answered["share"]]  # of everybody who answered, as a team's are
    return ends, {round(float(round_half_up(share, 2)) * 100) for share in beside}


def files_of(page):
    """The rows of each file of a page, headings first."""
    return [list(csv.reader(io.StringIO(base64.b64decode(data).decode("utf-8-sig"))))
            for data in re.findall(r"base64,([^\"]+)", page)]


def said(record, page):
    """The words of the page's main part and of its files, without the wording of the survey and the names of teams."""
    main = html.unescape(re.sub(r"<[^>]+>", " \n ", re.search("<main[^>]*>(.*)</main>", page, re.S)[1]))
    files = [f"{cell}%" if cell and head.endswith("(%)") else cell
             for heads, *rows in files_of(page) for row in rows for head, cell in zip(heads, row, strict=True)]
    text = CHANCE.sub(" ", ANSWERED.sub(" ", " ".join(" ".join([main, *files]).split())))
    wording = [record.title, *(group.label for group in record.groups)]
    wording += [part for entry in record.measures for part in (entry.label, entry.stem, entry.phrase)]
    wording += [a.label for entry in record.measures for a in entry.answers]
    for part in sorted(filter(None, wording), key=len, reverse=True):
        text = text.replace(part, " ")
    return text.replace("Baseline, autumn 2016", " ")


def test_every_number_on_a_page_is_the_end_of_a_band_or_a_share_of_all_staff(published_teams, pages):
    record = published_teams.record(REPEAT)
    for label, page in pages.items():
        ends, everybody = known(published_teams, label)
        text = said(record, page)
        counts = COUNTED.findall(text)
        rest = NUMBER.findall(COUNTED.sub(" ", text))
        assert rest and counts
        allowed = {f"{share}%" for share in ends | everybody}
        assert set(rest) <= allowed, (label, set(rest) - allowed)
        assert all(int(number) <= len(record.measures) for number in counts)


def test_how_many_of_a_team_answered_is_said_between_the_published_limits(published_teams, pages):
    for group in published_teams.record(REPEAT).groups:
        most = "or more" if group.at_most is None else f"to {group.at_most}"
        told = set(ANSWERED.findall(html.unescape(pages[group.label])))
        assert told == {f"{group.at_least} {most} of {group.headcount}"}


def test_what_chance_alone_would_give_is_what_the_public_numbers_give(published_teams, pages):
    survey, seen = Survey(published_teams.record(REPEAT), Survey(published_teams.record(BASELINE))), 0
    for label, page in pages.items():
        allowed = [expected(survey, label, good) for good in (True, False)
                   if standing_out(survey, label, good)[0] != NOTHING]
        told = CHANCE.findall(" ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()))
        assert set(told) == {(str(number), f"{chance:.1f}") for number, chance in allowed if number}, label
        seen += len(told)
    assert seen


def test_what_stands_in_the_column_of_the_team_is_its_band_and_nothing_finer(published_teams, pages):
    now = published_teams.record(REPEAT)
    for label, page in pages.items():
        cells = set()
        for heads, *rows in files_of(page):
            if not any(head.endswith("from (%)") for head in heads):
                continue  # who answered, in people
            team = next(name for name in ("Team now", "This team") if f"{name}: from (%)" in heads)
            low, high = (heads.index(f"{team}: {end} (%)") for end in ("from", "to"))
            cells |= {(int(row[low]), int(row[high])) for row in rows}
        assert cells and cells <= set(bands_of(now, label).values()), label


def test_a_bar_has_the_ends_of_a_band_and_a_mark_that_of_all_staff(published_teams, pages):
    for label, page in pages.items():
        ends, everybody = known(published_teams, label)
        bars = re.findall(r'<rect class="range" x="(\d+)" width="(\d+)"', page)
        marks = re.findall(r'<rect class="dot" x="(-?\d+)"', page)
        assert len(bars) == len(marks) > 30
        assert {int(x) for x, _ in bars} | {int(x) + int(width) for x, width in bars} <= ends
        assert {int(x) + 1 for x in marks} <= everybody


def test_no_base_no_head_count_and_no_finer_share_of_a_team_is_on_its_page(published, published_teams, pages):
    record = published_teams.record(REPEAT)
    for label, page in pages.items():
        text = COUNTED.sub(" ", said(record, page))
        assert str(group_of(Survey(record), label).headcount) not in NUMBER.findall(text)
        assert not re.search(r"\d[.,]\d+ ?%", text), "a share finer than a whole per cent"
    for item in set(bands_of(record, label)) - {RESPONSE}:
        for label, base in zip([group.label for group in record.groups], true_counts(published, REPEAT, item)[0],
                               strict=True):
            assert str(base) not in NUMBER.findall(COUNTED.sub(" ", said(record, pages[label]))), (label, item)


def test_s1_s2_nothing_private_and_nothing_of_the_machine(published_teams):
    texts = read_all(published_teams.folder(REPEAT))
    assert any(path.startswith("teams/") for path in texts)
    assert found_in(texts, CANARIES) == []
    words = [str(published_teams.project), "/home/", "/tmp/", "ipykernel_", "Traceback", "\x1b[", "site-packages"]
    assert found_in({path: text for path, text in texts.items() if path.startswith("teams/")},
                    [*words, "papermill"]) == []


def test_s3_team_pages_hold_words_and_tables_only_and_every_link_leads_somewhere(published_teams):
    folder = published_teams.folder(REPEAT)
    assert not list((published_teams.project / "data" / "raw").iterdir()), "the pages are made from the record alone"
    paths = sorted((folder / "teams").iterdir())
    assert {path.suffix for path in paths} == {".html"}
    assert len(paths) == len(published_teams.record(REPEAT).groups_of(TEAM)) + 1
    for path in paths:
        page = Markup(path.read_text("utf-8"))
        assert set(page.tags) <= MARKUP, path.name
        assert not [name for name in page.attributes if name.startswith("on") or name in ("srcdoc", "data-mime-type")]
        assert page.others == []
        assert {link.split(";")[0] for link in page.links if link.startswith("data:")} <= {"data:text/csv"}
        inside = [link for link in page.links if not link.startswith(("data:", "#"))]
        assert inside and all((path.parent / link.split("#")[0]).resolve().is_relative_to(folder) for link in inside)
        assert all((path.parent / link.split("#")[0]).exists() for link in inside), inside
