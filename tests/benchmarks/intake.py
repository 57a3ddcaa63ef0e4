"""How fast a large export goes through `process`, and in how much memory: python -m tests.benchmarks.intake

Writes an invented Microsoft Forms CSV of 60 columns to a temporary folder, and measures each step in its own process.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.invented import HEADS, ROSTER, write_book, write_csv

SIZES = (250_000, 500_000, 1_000_000)
RUNS = 3
TEAMS = [f"Team {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
AGREE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree", "Does not apply"]
HELP = ["Training", "Plain, short texts", "More time", "Other"]
STATEMENTS = 51
TAILS = 4999  # different sets of answers

PARSE = """
import sys, pandas
pandas.read_csv(sys.argv[1], engine="pyarrow")
"""
PROCESS = """
from coprod.private.process import process
process("large")
"""
# Peak memory of a child process, as the system counts it.
MEASURE = """
import resource, sys, time
start = time.perf_counter()
{code}
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main():
    """Print wall time, its ratio to merely parsing with pandas' pyarrow engine, and peak memory, for each size."""
    for people in SIZES:
        with tempfile.TemporaryDirectory() as place:
            folder = write_wave(Path(place), people)
            answers = folder / "responses.csv"
            parse, parse_memory = best(PARSE, answers, place)
            ours, memory = best(PROCESS, answers, place)
            megabytes = answers.stat().st_size / 1e6
            print(f"{people:>9,} rows × 60 columns, {megabytes:.0f} MB: pandas parses in {parse:.1f} s "
                  f"({parse_memory:.0f} MB); process takes {ours:.1f} s, {ours / parse:.2f} times ({memory:.0f} MB)")


def best(code, answers, place):
    """The shortest of a few runs in seconds, and the highest peak of memory in MB; starting Python is not counted."""
    runs = [measured(code, answers, place) for _ in range(RUNS)]
    return min(run[0] for run in runs), max(run[1] for run in runs)


def measured(code, answers, place):
    """Wall time in seconds and peak memory in MB of a child process."""
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", MEASURE.format(code=code), str(answers)], cwd=place, text=True,
                          capture_output=True, check=True, env=os.environ | {"PYTHONPATH": root})
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), int(peak) / 1024


def write_wave(project, people):
    """Write a wave named "large" to an empty project."""
    folder = project / "data" / "raw" / "large"
    folder.mkdir(parents=True)
    (project / "data" / "processed").mkdir()
    (folder / "wave.toml").write_text('title = "Large"\ninvented = true\nopened = 2020-01-06\nclosed = 2020-02-28\n',
                                      "utf-8")
    write_book(folder / "codebook.xlsx", sheets())
    write_csv(folder / "roster.csv", [ROSTER, *([team, "All", people, "2020-01-06", "", ""] for team in TEAMS)])
    start = time.perf_counter()
    write_answers(folder / "responses.csv", people)
    print(f"written in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return folder


def sheets():
    """A codebook of 55 questions: a team, statements, a number, several choices, yes or no, a comment."""
    statements = [["select_one agree", f"statement{n}", statement(n), "positive"] for n in range(STATEMENTS)]
    return {
        "survey": [["type", "name", "label", "polarity"], ["select_one team", "team", "Which team do you work in?", ""],
                   *statements, ["select_multiple help", "help", "What would help?", ""],
                   ["select_one yesno", "support", "Do you need support?", "negative"],
                   ["text", "onething", "Anything else?", ""]],
        "choices": [["list_name", "name", "label", "missing", "positive"],
                    *(["team", f"team{n}", team, "", ""] for n, team in enumerate(TEAMS)),
                    *(["agree", f"agree{n}", label, "does not apply" if n == 5 else "", "yes" if n in (3, 4) else ""]
                      for n, label in enumerate(AGREE)),
                    *(["help", "other" if label == "Other" else f"help{n}", label, "", ""]
                      for n, label in enumerate(HELP)),
                    ["yesno", "no", "No", "", ""], ["yesno", "yes", "Yes", "", "yes"]],
        "settings": [["form_title"], ["A large survey"]],
        "indicators": [["name", "label", "phrase", "items", "rule", "better", "headline"],
                       ["need", "Needs support", "need support", "support", "in yes", "lower", "yes"]],
        "breakdowns": [["name", "label", "item"], ["team", "Team", "team"]],
    }


def statement(number):
    """A statement of usual length."""
    return f"I feel that statement number {number} holds in my team."


def write_answers(path, people):
    """Write the export; comments of one person in seven have commas, quotes and a line break."""
    rng = np.random.default_rng(2016)
    tails = [tail(rng) for _ in range(TAILS)]
    heads = [*HEADS, "Which team do you work in?", *map(statement, range(STATEMENTS)), "What would help?",
             "Do you need support?", "Anything else?"]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(heads) + "\n")
        for n, pick in enumerate(rng.integers(0, TAILS, people)):
            comment = f'"More ""time"", please, said no. {n}{LINE}and tea"' if n % 7 == 0 else ""
            day = f"1/{n % 25 + 6}/20"
            file.write(f"{n},{day} 9:{n % 60:02}:{n % 59:02},{day} 10:05,anonymous,,{tails[pick]},{comment}\n")


LINE = "; "  # pandas' parser, to which we compare, does not take line breaks in cells at this size


def tail(rng):
    """The answers of one person as text."""
    team = TEAMS[rng.integers(len(TEAMS))]
    agreed = [AGREE[n] if n < len(AGREE) else "" for n in rng.integers(0, len(AGREE) + 1, STATEMENTS)]
    helps = "".join(f"{label};" for label in HELP if rng.random() < 0.4)
    return ",".join([team, *agreed, f'"{helps}"', "Yes" if rng.random() < 0.3 else "No"])


if __name__ == "__main__":
    main()
