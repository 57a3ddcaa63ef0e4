"""The index of team pages: one page, or as many as it takes; every team is linked once, by a link that leads there."""

import posixpath
import re
from dataclasses import replace

import pytest

from coprod.site import team_index
from coprod.site.index import about_of
from coprod.site.team_index import team_indexes
from coprod.site.teams import FOLDER, INDEX, file_names
from tests.records import item, record, survey

PAGES = {"pages": [{"file": "0-start-here.html", "title": "Start here"}, {"file": INDEX, "title": "Your team"}]}


def wave(*parents, label="Team {:05}"):
    """A record with a team for each parent."""
    made = record(item("job"), bands=[("job", label.format(n), 0.2, 0.4) for n in range(len(parents))])
    groups = zip(made.groups, parents, strict=True)
    return replace(made, groups=tuple(replace(group, parent=parent) for group, parent in groups))


def indexes(made):
    return team_indexes(made, about_of(survey(made)) | PAGES)


def links(file, page):
    """Where the links of the list lead, as seen from the wave's folder."""
    found = re.findall(r'<li><a href="([^"]+)">', page.split("<main")[1].split("</main>")[0])
    return [posixpath.normpath(posixpath.join(posixpath.dirname(file), link)) for link in found]


def check(made):
    """Every team is linked once, and every page is light, is linked from the index, and leads back."""
    found = indexes(made)
    places = [place for file, page in found.items() for place in links(file, page)]
    names = file_names(group.label for group in made.groups)
    own = [f"{FOLDER}/{name}" for name in names.values()]
    assert sorted(places) == sorted(own + [file for file in found if file != INDEX])
    for file, page in found.items():
        assert len(page.encode()) < 300_000 and page.count("<h1") == 1
        home = "../../" if file != INDEX else "../"
        assert f'href="{home}index.html"' in page and f'href="{home}0-start-here.html"' in page
        if file != INDEX:
            assert links(INDEX, found[INDEX]).count(file) == 1
            assert '<a href="../index.html">Back to all parts</a>' in page
            assert 'aria-current="page"' not in page
    return found


def test_few_teams_stand_on_one_page_by_service():
    found = check(wave("Health > East", "Health > West", "Roads"))
    assert list(found) == [INDEX] and "Back to" not in found[INDEX]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", found[INDEX])[:3] == ["Health &gt; East", "Health &gt; West", "Roads"]


def test_many_teams_have_a_page_for_each_of_the_largest_services():
    found = check(wave(*(f"Department {n % 18:02} > Division {n // 180:02}" for n in range(12_560))))
    assert len(found) == 19 and "teams/index/department-00.html" in found
    assert "Department 00 (698 teams)" in found[INDEX]
    first = found["teams/index/department-00.html"]
    assert ">Department 00</h1>" in first and ">Division 00</h2>" in first


@pytest.mark.parametrize("parent", ["", "Health", "Health > East"])
def test_a_service_that_is_too_long_for_a_page_goes_on_on_the_next(parent):
    found = check(wave(*[parent] * 5_000, label="Team {:05} + a second team of a long name + a third one"))
    second = f"{parent.partition(' > ')[0] or 'Other teams'} (2 of"
    assert len(found) > 3 and any(second in page for page in found.values())


def test_teams_of_several_services_shown_as_one_and_of_none_are_found(monkeypatch):
    monkeypatch.setattr(team_index, "_ROOM", 400)
    parents = "A > x", "A > x + B > y", "A + B", "Care + Rest > z", "", "Other teams", "Index", *["A > w"] * 4
    found = check(wave(*parents))
    headings = re.findall(r">([^<]*) \(\d+ teams?\)</a>", found[INDEX])
    assert {"A + B", "Care + Rest", "Other teams", "Index"} <= set(headings)
    assert not [heading for heading in headings if "&gt;" in heading]
