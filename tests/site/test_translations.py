"""Pages in another language: whole or not at all, linked both ways, right to left where the language runs so."""

import base64
import json
import re
from contextlib import chdir
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.report.display import TAG
from coprod.report.messages import missing_in, say, speaking
from coprod.site import translations as translated
from coprod.site.index import about_of
from coprod.site.job import Job
from coprod.site.publish import publish
from coprod.workbook import read
from tests import ROOT
from tests.attacks.published import BASELINE, REPEAT, new_project
from tests.axe import violations
from tests.sentences import invented

__all__ = ["invented"]
ROOT_WORDS = ROOT / "coprod" / "report" / "messages"
NAMES = ["English", "CSV"]  # all that may be read in other letters on the page in Urdu
PICTURE = re.compile(r"<svg class=\"chart\".*?</svg>", re.S)


@pytest.fixture(scope="module")
def urdu(tmp_path_factory, published):
    """The published folder of the repeat, with two notebooks, in English and Urdu; to be read, not changed."""
    project = new_project(tmp_path_factory.mktemp("urdu"), notebooks=("0-", "1-"))
    (project / "data" / "processed").rmdir()
    (project / "data" / "processed").symlink_to(published.project / "data" / "processed")
    with chdir(project):
        return publish(REPEAT, BASELINE, languages=("ur",)).parent


@pytest.fixture
def page(urdu):
    return (urdu / "ur" / "0-start-here.html").read_text("utf-8")


def shown(page):
    """The words of a page, those of its pictures and attributes too."""
    page = re.sub(r"<style>.*?</style>|<meta[^>]*>|base64,[\w+/=]+", "", page, flags=re.S)
    said = re.findall(r'(?:alt|aria-label|data-label|data-source)="([^"]*)"', page)
    return " ".join([re.sub(r"<[^>]*>", " ", page), *said])


def test_a_page_is_in_its_language_and_no_english_is_left_on_it(page):
    assert '<html lang="ur" dir="rtl">' in page
    assert set(re.findall(r"[A-Za-z]{2,}", shown(page))) == set(NAMES)
    assert "5 میں سے 4" in page and "\u2066" in page


def test_pictures_are_drawn_from_right_to_left_and_say_it_in_the_language(page):
    drawn = PICTURE.findall(page)
    assert len(drawn) == 5
    for picture in drawn:
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
        assert ' direction="rtl"' in picture and not re.search("[A-Za-z]", "".join(texts)) and len(texts) > 7
        left, right = (re.search(rf'<text x="([\d.]+)"[^>]*>\u2066{mark}%', picture) for mark in (100, 0))
        assert float(left[1]) < float(right[1])


def test_files_of_numbers_hold_no_invisible_marks(page):
    files = [base64.b64decode(found).decode()
             for found in re.findall(r"text/csv;charset=utf-8;base64,([\w+/=]+)", page)]
    assert len(files) == 5
    assert all("(%)" in file and not re.search("[\u2066-\u2069\ue000]", file) for file in files)


def test_each_page_leads_to_itself_in_the_other_language(urdu, page):
    english = (urdu / "0-start-here.html").read_text("utf-8")
    assert '<a href="ur/0-start-here.html" lang="ur" hreflang="ur" dir="rtl">اردو</a>' in english
    assert '<a href="../0-start-here.html" lang="en-GB" hreflang="en-GB" dir="ltr">English</a>' in page
    assert 'href="ur/index.html"' in (urdu / "index.html").read_text("utf-8")
    assert "hreflang" not in (urdu / "1-who-answered.html").read_text("utf-8")


def test_every_link_of_the_pages_leads_somewhere(urdu):
    for file in (urdu / "ur").glob("*.html"):
        for link in re.findall(r'href="([^"#]+)"', re.sub(r'href="data:[^"]*"', "", file.read_text("utf-8"))):
            assert (file.parent / link).exists(), (file.name, link)


def test_a_page_that_is_not_translated_is_left_out_named_and_offered_in_english(urdu):
    assert sorted(path.name for path in (urdu / "ur").iterdir()) == ["0-start-here.html", "index.html"]
    told = translated.left_out(urdu)
    assert told[0] == "ur/1-who-answered.html is left out. ur.toml has nothing for:"
    assert {'  [written] "Who answered"', "  [survey] finished_or_not"} <= {*told} and told[-1].startswith("  and ")
    index = (urdu / "ur" / "index.html").read_text("utf-8")
    assert re.search(r'<ul lang="en-GB" dir="ltr">\s*<li><a href="../1-who-answered.html"', index)


def test_the_manifest_covers_the_pages_and_tells_what_is_missing(urdu):
    manifest = json.loads((urdu / "manifest.json").read_text("utf-8"))
    assert {"ur/0-start-here.html", "ur/index.html"} <= set(manifest["files"])
    assert manifest["languages"]["ur"]["pages"] == ["0-start-here.html", "index.html"]


@pytest.mark.parametrize(("width", "scheme", "large"), [
    (320, "light", False), (320, "dark", True), (1280, "light", True), (1280, "dark", False),
])
@pytest.mark.parametrize("name", ["0-start-here", "index"])
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(browser, urdu, name, width, scheme, large):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)
    page = context.new_page()
    page.goto((urdu / "ur" / f"{name}.html").as_uri())
    page.set_checked("#large", large)
    found = violations(page)
    wide = page.evaluate("[document.documentElement.scrollWidth, getComputedStyle(document.body).direction]")
    context.close()
    assert found == []
    assert wide[0] <= width and wide[1] == "rtl"


def test_words_of_pictures_stay_inside_them(browser, page):
    context = browser.new_context(viewport={"width": 320, "height": 800})
    sheet = context.new_page()
    for picture in PICTURE.findall(page):
        sheet.set_content(picture)
        outside = sheet.evaluate("""() => {
            const all = document.querySelector('svg').getBoundingClientRect();
            return [...document.querySelectorAll('text')].filter(text => {
                const one = text.getBoundingClientRect();
                return one.left < all.left - 1 || one.right > all.right + 1;
            }).map(text => text.textContent);
        }""")
        assert outside == []
    context.close()


def page_of(*cells):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Sure")])
    made.cells += [nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output(
        "display_data", {"text/html": cell}, metadata=TAG)]) for cell in cells]
    return made


def test_one_missing_sentence_keeps_a_page_out_and_the_others_in(invented, monkeypatch):
    frame = (ROOT_WORDS / "ur.toml").read_text("utf-8").partition("[written]")[0].partition("[numbers]")[2]
    invented("cy", f'[numbers]{frame}[written]\n"Sure" = "Siŵr"\n"More." = "Mwy."')
    made = {"whole.ipynb": lambda: page_of(), "lacks.ipynb": lambda: page_of(f"<p>{say('change.no_cause')}</p>")}
    monkeypatch.setattr(translated, "run_notebook", lambda path, *given: made[path.name]())
    monkeypatch.setattr(translated, "read", lambda *named: named)
    about = {"title": "Ton", "invented": False, "draft": False, "floor": 10}
    monkeypatch.setattr(translated, "about_of", lambda survey: about if survey == ("a", "", "cy") else None)
    listed = [{"file": f"{name[:5]}.html", "title": "Sure", "sentence": "More."} for name in made]
    jobs = [Job(page["file"], Path(name), {"wave": "a", "baseline": ""}, Path(), {"pages": listed}, shared=True)
            for name, page in zip(made, listed, strict=True)]
    one = translated.translate("cy", jobs)
    assert sorted(one.pages) == ["index.html", "whole.html"]
    assert one.missing == {"lacks.html": ["[change] no_cause"]}
    assert "lacks.html" not in one.pages["whole.html"] and "Siŵr" in one.pages["whole.html"]


def test_a_sentence_that_only_a_picture_lacks_is_found(invented):
    import pandas as pd

    from coprod.report import charts
    from coprod.report.blocks import Finding
    from coprod.report.tables import Table

    invented("cy", '[charts]\nend = "{side}"\nhighest = "Uchaf"\nlowest = "Isaf"\n[tables]\ndownload = "{title}"')
    with speaking("cy"):
        rows = pd.DataFrame([{"label": "Siŵr", "share": 0.5, "low": 0.4, "high": 0.6}])
        table = Table("Teitl", {"label": "Siŵr"}, rows, "Ffynhonnell")
        chart = charts.dots(rows)
        page = Finding("Pennawd", "Crynodeb", chart, "Y mae hanner y bobl yn siŵr", "Ffynhonnell", table).html()
        assert missing_in(page) == ["[numbers] percent", "[charts] share_of_answers"]


def test_a_survey_says_its_title_in_the_language_and_keeps_the_words_that_were_asked(published):
    with chdir(published.project):
        survey, plain = read(REPEAT, BASELINE, "ur"), read(REPEAT, BASELINE)
        with speaking("ur"):
            about = about_of(survey)
    assert about["title"].startswith("دوسرا") and survey.record.measures == plain.record.measures


@pytest.mark.parametrize(("name", "said"), [("xx", "en, ur"), ("en", "in English in any case")])
def test_a_language_that_is_none_is_refused_before_anything_is_made(examples, name, said):
    with pytest.raises(BadInput, match=said):
        publish(REPEAT, BASELINE, languages=(name,))
    assert not (examples / "notebooks" / "published").exists()


def test_the_command_tells_what_is_missing(urdu, monkeypatch):
    monkeypatch.setattr("coprod.site.publish.publish", lambda *given: urdu / "index.html")
    done = CliRunner().invoke(main, ["publish", REPEAT, "--language", "ur", "--no-pdf"])
    assert "ur/1-who-answered.html is left out. ur.toml has nothing for:\n  [written]" in done.output
