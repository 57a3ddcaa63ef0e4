"""A national wave: thousands of groups, three levels of parents.

Run by hand: python -m tests.benchmarks.national [groups …]

Writes an invented Microsoft Forms CSV to a temporary folder, processes and releases it in a process of its own, step by
step, and publishes it with a page for every team. `python -m tests.benchmarks.national --write FOLDER [groups]` only
writes the project, to look at or to publish from.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from tests import ROOT
from tests.benchmarks.intake import AGREE
from tests.benchmarks.publish import publish, size_of
from tests.invented import HEADS, ROSTER, write_book, write_csv

GROUPS = (300, 3_000, 12_000)
ANSWERS_A_GROUP, TEAMS_A_GROUP = 25, 1.2  # what makes about so many groups after aggregation
ITEMS, HEADLINES, LEFT_OUT = 60, 5, 4
TEAMS_A_DIVISION, DIVISIONS_A_DIRECTORATE, DIRECTORATES_A_DEPARTMENT = 10, 8, 10
KINDS, TAILS = 25, 300  # kinds of teams, and different sets of answers in each
TEAM = "Which team do you work in?"

STEPS = """
import resource, sys, time
from coprod.private import process as walk, release as last
from coprod.private.disclosure import group_shares

def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime

def timed(name, at):
    whole = getattr(at, name)
    def run(*given):
        start = cpu()
        made = whole(*given)
        spent[name] = spent.get(name, 0) + cpu() - start
        return made
    setattr(at, name, run)

spent = {}
for name in ("read_wave", "read_responses", "clean", "tallies", "protect"):
    timed(name, walk)
for name in ("aggregate", "discloses"):
    timed(name, group_shares)
first, start = cpu(), time.perf_counter()
made, folder = walk.process("national")
size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
print(f"{len(made.record.groups):,} groups of {made.counted:,} people, record {size:.0f} MB")
print(f"  process: {time.perf_counter() - start:.1f} s, {cpu() - first:.1f} s CPU, of which",
      ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items()))
start, first = time.perf_counter(), cpu()
walk.read_record("national")
print(f"  read_record: {time.perf_counter() - start:.1f} s, {cpu() - first:.1f} s CPU")
start, first = time.perf_counter(), cpu()
last.release("national")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"  release: {time.perf_counter() - start:.1f} s, {cpu() - first:.1f} s CPU; peak memory of all {peak:.0f} MB")
"""


def main(sizes=GROUPS):
    """Print what each step takes, for waves of several sizes."""
    for groups in sizes:
        with tempfile.TemporaryDirectory() as place:
            write_wave(Path(place), groups)
            run_steps(place)
            run_publish(Path(place))


def run_steps(place):
    """Process and release in another process, as the commands do, and print what it took."""
    subprocess.run([sys.executable, "-c", STEPS], cwd=place, check=True, env=_environment())


def run_publish(project):
    """Publish with a page for every team, as the command does, and print what it took."""
    shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns("published", ".*"))
    options = ["national", "--groups", "--no-pdf"]
    made, again = publish(project, options), publish(project, options)
    folder = project / "notebooks" / "published"
    print(f"  publish: {made['wall']:.0f} s, {made['cpu']:.0f} s CPU, at most {made['peak']} MB in all its processes; "
          f"{len(list(folder.glob('*/teams/*.html'))):,} files of teams, site {size_of(folder) / 1e6:.0f} MB, "
          f"largest page {max(page.stat().st_size for page in folder.rglob('*.html')) / 1e3:.0f} kB; "
          f"again unchanged {again['wall']:.1f} s")


def write_wave(project, groups):
    """Write a wave named "national" of about so many groups after aggregation to an empty project."""
    rng = np.random.default_rng(2026)
    folder = project / "data" / "raw" / "national"
    folder.mkdir(parents=True)
    (project / "data" / "processed").mkdir()
    (folder / "wave.toml").write_text('title = "National"\ninvented = true\nopened = 2020-01-06\nclosed = 2020-02-28\n',
                                      "utf-8")
    teams = [f"Team {n:05}" for n in range(round(groups * TEAMS_A_GROUP))]
    answers = sizes(rng, len(teams), groups * ANSWERS_A_GROUP)
    staff = answers + rng.integers(2, 8, len(teams)) + answers // 3
    write_book(folder / "codebook.xlsx", sheets(teams))
    roster = ([team, parent(n), staff[n], "2020-01-06", "", ""] for n, team in enumerate(teams))
    write_csv(folder / "roster.csv", [ROSTER, *roster])
    write_answers(folder / "responses.csv", teams, answers, rng)
    return folder


def sizes(rng, teams, people):
    """Answers in each team, very uneven: a third have fewer than ten."""
    weight = rng.lognormal(0, 0.6, teams)
    return np.bincount(rng.choice(teams, people, p=weight / weight.sum()), minlength=teams)


def parent(team):
    """Three levels: department, directorate, division."""
    division = team // TEAMS_A_DIVISION
    directorate = division // DIVISIONS_A_DIRECTORATE
    department = directorate // DIRECTORATES_A_DEPARTMENT
    return f"Department {department:02} > Directorate {directorate:03} > Division {division:04}"


def statement(number):
    """A statement of usual length."""
    return f"I feel that statement number {number} holds in my team."


def sheets(teams):
    """A codebook of a team and 60 statements, five of them headline indicators."""
    return {
        "survey": [["type", "name", "label", "polarity"], ["select_one team", "team", TEAM, ""],
                   *(["select_one agree", f"statement{n}", statement(n), "positive"] for n in range(ITEMS))],
        "choices": [["list_name", "name", "label", "missing", "positive"],
                    *(["team", f"team{n}", team, "", ""] for n, team in enumerate(teams)),
                    *(["agree", f"agree{n}", label, "does not apply" if n == 5 else "", "yes" if n in (3, 4) else ""]
                      for n, label in enumerate(AGREE))],
        "settings": [["form_title"], ["A national survey"]],
        "indicators": [["name", "label", "phrase", "items", "rule", "better", "headline"],
                       *([f"main{n}", f"Main result {n}", f"agree with statement {n}", f"statement{n}",
                          "in agree3 agree4",
                          "higher", "yes"] for n in range(HEADLINES))],
        "breakdowns": [["name", "label", "item"], ["team", "Team", "team"]],
    }


def write_answers(path, teams, answers, rng):
    """Write the export: people in any order, each with one of the sets of answers of their kind of team."""
    tails = [[tail(rng, shares) for _ in range(TAILS)] for shares in rng.dirichlet(np.full(len(AGREE) - 1, 3), KINDS)]
    place = rng.permutation(np.repeat(np.arange(len(teams)), answers))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join([*HEADS, TEAM, *map(statement, range(ITEMS))]) + "\n")
        for n, (team, pick) in enumerate(zip(place.tolist(), rng.integers(0, TAILS, len(place)).tolist(), strict=True)):
            day = f"1/{n % 25 + 6}/20"
            tool = f"{n},{day} 9:{n % 60:02}:{n % 59:02},{day} 10:05,anonymous,"
            file.write(f"{tool},{teams[team]},{tails[team % KINDS][pick]}\n")


def tail(rng, shares):
    """The answers of one person as text; the last few may be left out, so that these are short in some group."""
    said = [AGREE[n] for n in rng.choice(len(AGREE) - 1, ITEMS, p=shares)]
    last = ("" if blank < 0.03 else word for blank, word in zip(rng.random(LEFT_OUT), said[-LEFT_OUT:], strict=True))
    return ",".join([*said[:-LEFT_OUT], *last])


def _environment():
    import os

    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


if __name__ == "__main__":
    if "--write" in sys.argv:
        at = sys.argv.index("--write") + 1
        write_wave(Path(sys.argv[at]), *(int(size) for size in sys.argv[at + 1:] or [300]))
    else:
        main([int(size) for size in sys.argv[1:]] or GROUPS)
