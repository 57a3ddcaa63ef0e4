"""Nothing stays English without a mark: in a language without a single sentence, all that a part shows is marks."""

import re

import pytest

from coprod.record.survey import read_survey
from coprod.report.messages import speaking
from coprod.report.parts import PAGES, Report
from tests import EXAMPLES, ROOT
from tests.sentences import invented

__all__ = ["invented"]
OURS = "learning_needs", "what_is_planned", "did_the_plan_work", "what_we_learned"
PARTS = [part for page in OURS for part in PAGES[page]]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("waves", [EXAMPLES[:1], EXAMPLES[::-1]], ids=["baseline", "repeat"])
def test_all_that_is_shown_was_translated_or_leaves_a_mark(part, waves, invented, monkeypatch):
    monkeypatch.chdir(ROOT)
    invented("cy", "")
    made = read_survey(*waves, language="cy")
    with speaking("cy"):
        shown = getattr(Report(made), part)().html()
    others = re.sub(r"\ue000.*?\ue001|<[^>]*>", " ", shown, flags=re.S)
    for group in made.record.groups:
        others = others.replace(group.shown_as, " ")
    assert "\ue000" in shown or not shown
    assert re.findall(r"[A-Za-z]{2,}", others) == []
