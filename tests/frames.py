"""Invented frames as analysis hands them over, and a page made of them."""

import nbformat
import pandas as pd
import pytest

from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.display import TAG
from coprod.site.templates import render_notebook

METHODS = {
    "surveys": ("Surveys and questionnaires", 0.86), "consultation": ("Public consultation", 0.815),
    "forums": ("User forums and citizens\u2019 panels", 0.64),
    "interviews": ("Interviews with people we support", 0.55),
    "groups": ("Focus groups", 0.505), "recruitment": ("Citizens on recruitment panels", 0.33),
    "procurement": ("Citizens taking part in procurement and in choosing providers", 0.33),
    "research": ("Peer research", 0.21)}
ANSWERS = {"never": ("Never heard of it", "", False), "little": ("Know a little", "", False),
           "some": ("Know quite a lot", "", True), "lot": ("Know it well", "", True)}
TEAMS = {"Learning disability": (0.6, 0.8), "Mental health and Housing support": (0.4, 0.6),
         "Public health": (0.8, 1.0), "Contracts and quality, with Brokerage": (0.4, 0.6),
         "Older people": (0.2, 0.4), "Carers": (0.25, 0.5)}
ASKED = {"sure": "Feel sure about involving citizens", "ask": "Know somebody to ask"}
PAGES = [
    {"file": "0-start-here.html", "title": "Start here", "sentence": "Five things we found, on one page."},
    {"file": "1-who-answered.html", "title": "Who answered?", "sentence": "How many staff sent back the survey."},
    {"file": "2-what-staff-told-us.html", "title": "What did staff tell us?", "sentence": "What staff know."},
    {"title": "What has changed?", "reason": "There is no earlier survey to compare with yet."}]


@pytest.fixture
def shares() -> pd.DataFrame:
    rows = [{"item": item, "label": label, "base": 118, "share": share, "low": share - 0.061, "high": share + 0.057}
            for item, (label, share) in METHODS.items()]
    return pd.DataFrame([*rows, {"item": "rare", "label": "Rare", "base": float("nan")}])


@pytest.fixture
def answers() -> pd.DataFrame:
    rows = []
    for item, (label, share) in METHODS.items():
        parts = (0.6 * (1 - share), 0.4 * (1 - share), 0.7 * share, 0.3 * share)
        rows += [{"item": item, "label": label, "answer_label": words, "missing": missing, "positive": positive,
                  "share": part}
                 for (words, missing, positive), part in zip(ANSWERS.values(), parts, strict=True)]
    frame = pd.DataFrame(rows)
    # One item came with its two lowest answers merged, as the record does with answers of fewer than three people.
    asked = frame["item"].eq("surveys")
    merged = asked & frame["answer_label"].eq("Know a little")
    frame.loc[merged, ["answer_label", "share"]] = ["Never or a little", 0.14]
    return frame[~(asked & frame["answer_label"].eq("Never heard of it"))]


@pytest.fixture
def changes() -> pd.DataFrame:
    frame = pd.DataFrame([("Feel sure about involving citizens", 0.62, 0.74, "improved"),
                          ("Need more support and guidance to involve citizens", 0.30, 0.20, "improved"),
                          ("Plan for involvement at the start", 0.48, 0.49, "about the same"),
                          ("Know somebody to ask", 0.55, 0.50, "cannot tell")],
                         columns=["label", "share_1", "share_2", "verdict"])
    frame["item"], frame["change"] = ["sure", "support", "plan", "ask"], frame["share_2"] - frame["share_1"]
    for end, step in (("low", -0.08), ("high", 0.07)):
        frame[f"{end}_1"], frame[f"{end}_2"] = frame["share_1"] + step, frame["share_2"] + step
        frame[end] = frame["change"] + step
    return frame.assign(decimals=0)


@pytest.fixture
def waves() -> pd.DataFrame:
    """Two measures over time, the second asked twice only."""
    plan = "Plan for involvement at the start"
    rows = [("sure", "Feel sure", "2016", 0.62), ("sure", "Feel sure", "2018", 0.74),
            ("sure", "Feel sure", "2020", 0.7), ("plan", plan, "2018", 0.48), ("plan", plan, "2020", 0.6)]
    frame = pd.DataFrame(rows, columns=["item", "label", "wave", "share"])
    return frame.assign(low=frame["share"] - 0.08, high=frame["share"] + 0.07, base=120)


@pytest.fixture
def bands() -> pd.DataFrame:
    return pd.DataFrame([(item, label, name.lower(), name, low, high)
                         for item, label in ASKED.items() for name, (low, high) in TEAMS.items()],
                        columns=["item", "label", "group", "group_label", "low", "high"])


@pytest.fixture
def blocks(shares, answers, changes, bands) -> list:
    """A finding of every kind, a notice and a paragraph."""
    source = "Staff survey, October 2016. 118 of 120 staff answered this question."
    one = bands[bands["item"].eq("sure")]
    known = tables.shares_table(shares, "Methods that staff know", source)
    told = tables.answers_table(answers, "How well staff know each method", source)
    moved = tables.changes_table(changes, "The two surveys side by side", source)
    teams = tables.bands_table(one, "Sure about involving citizens, by team", source)
    barred = tables.shares_table(shares, "Methods, with bars", source, bar=True)
    return [
        Paragraph("Not everyone replied, so the true figure could be a bit higher or lower."),
        Finding("Most staff know about surveys", "9 in 10 staff know them (86%, likely range 80% to 92%).",
                charts.dots(shares), charts.dots_alt(shares, "Most often known", "Least often known"), source, known),
        Finding("Few know peer research well", "Only 6% say that they know it well.",
                charts.stacked(answers), charts.stacked_alt(answers), source, told),
        Finding("More staff feel sure than before", "The share rose by 12 points, from 62% to 74%.",
                charts.dumbbell(changes), charts.dumbbell_alt(changes), source, moved),
        Notice("Bands this wide cannot show small changes."),
        Finding("Public health feels surest", "Each team is shown as a range, so that nobody can be found.",
                charts.bands(one), charts.bands_alt(one), source, teams),
        Finding("Surveys again, without a picture", "The bar is in the table.", None, "", source, barred)]


@pytest.fixture
def notebook(blocks):
    """An executed notebook after the publisher's filter: words, tagged outputs, a technical note."""
    def said(*some):
        outputs = [nbformat.v4.new_output("display_data", block._repr_mimebundle_()[0], metadata=TAG) for block in some]
        return nbformat.v4.new_code_cell("coprod.secret_call()", outputs=outputs)

    words = nbformat.v4.new_markdown_cell
    technical = words("Ranges are exact, by *hypergeometric* inversion.", metadata={"tags": ["technical"]})
    return nbformat.v4.new_notebook(cells=[
        words("# What did staff tell us?\n\nThis page says what staff know, and how sure they feel."), technical,
        said(blocks[0]),
        words("## What staff know\n\nWe asked about eight ways to involve citizens."), said(*blocks[1:3]),
        words("## What has changed\n\n- We asked twice.\n- The second time was in 2018."), said(blocks[3]),
        words("## How teams compare"), said(*blocks[4:])])


@pytest.fixture
def about() -> dict:
    return {"title": "Involving citizens: staff survey 2016", "invented": True, "draft": True,
            "file": "2-what-staff-told-us.html", "pages": [page for page in PAGES if "file" in page]}


@pytest.fixture
def page_file(notebook, about, tmp_path):
    """The rendered page as a file."""
    file = tmp_path / "page.html"
    file.write_text(render_notebook(notebook, about), encoding="utf-8")
    return file
