"""Writes the folder of an example wave: codebook, roster, wave.toml, the raw exports, and comments as coded."""

import csv

from tests.examples.coding import write_coded
from tests.examples.comments import CODES
from tests.examples.exports import write_forms, write_surveymonkey
from tests.examples.sessions import HEADINGS, SESSIONS
from tests.examples.waves import BASELINE
from tests.examples.workbook import write_codebook

WAVE_TOML = """\
# An invented wave: no real person gave these answers.
title = "{title}"
invented = true
opened = {opened}
closed = {closed}
platform = "{platform}"

# The smallest change, either way, that is worth acting on (a share from 0 to 1): 0.10 is 1 in 10 staff. Set it before \
the
# results, never by what they can show: a change whose likely range lies within it counts as "about the same".
margin = 0.10
# Nothing is shown for fewer people than this.
floor = 10
# Share of the questions put to a person that make an answer complete, or still usable.
complete = 0.8
usable = 0.5
"""
ROSTER = ["team", "parent", "headcount", "as_at", "report_as", "note"]
WRITERS = {"surveymonkey": write_surveymonkey, "microsoft-forms": write_forms}


def write_wave(wave, raw):
    """Write `raw`/<wave folder> anew; the same bytes on every run."""
    folder = raw / wave["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    write_codebook(wave, folder / "codebook.xlsx")
    (folder / "wave.toml").write_bytes(WAVE_TOML.format_map(wave).encode())
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ROSTER, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(team | {"as_at": wave["as_at"]} for team in wave["teams"])
    if wave["folder"] == BASELINE["folder"]:
        with (folder / "sessions.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADINGS, *SESSIONS])
    WRITERS[wave["platform"]](wave, folder)
    if wave["key"] in CODES:
        write_coded(wave, folder)
