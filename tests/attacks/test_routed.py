"""A question put to those who gave one answer: that and how it is shown by group must not tell how many they are."""

import pytest

from coprod.private.process import draft
from coprod.wave.settings import read_wave
from tests.attacks.published import bands
from tests.attacks.test_counts import in_band
from tests.invented import TEAMS, people, write_small

TEAM, SUPPORT, HELP = "Which team do you work in?", "Do you need support?", "What would help?"
FEWEST = 3
SMALLEST = {3: 10, 4: 13, 5: 16, 10: 31, 20: 61}  # the smallest base whose range is one of so many parts


@pytest.mark.parametrize("yes", [(10, 11, 11, 10, 11, 10), (16, 17, 17, 16, 17, 16)])
def test_a_question_put_to_some_of_each_team_does_not_tell_how_many_they_are(project, yes):
    size, said = {10: 20, 16: 29}[yes[0]], dict(zip(TEAMS, yes, strict=True))
    crowd = people(size)
    for n, person in enumerate(crowd):
        needs = n % size < said[person[TEAM]]
        person |= {SUPPORT: "Yes" if needs else "No", 
                   HELP: ["Training;", "Plain, short texts;"][n % 2] if needs else ""}
    write_small(project / "data" / "raw", crowd, headcount=35)
    frame = bands(draft(read_wave("small")).record, "team").set_index(["item", "group"])
    for team in TEAMS:
        low, high = in_band(*frame.loc[("support", team), ["low", "high"]], size)
        if ("help/training", team) in frame.index:
            asked = frame.loc[("help/training", team)]
            low = max(low, SMALLEST[round(1 / (asked["high"] - asked["low"]))])
        assert low <= said[team] <= high
        assert high - low + 1 >= FEWEST, (team, low, high)
