"""What a team page costs beside a loop of papermill and nbconvert.

Run by hand: python -m tests.benchmarks.publish [pages] [loops]

Both make pages of the same notebook, for the same teams, in the same run. CPU seconds are those of the operating
system, user and system, of the program and all its children that have ended.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from coprod.record import RESPONSE, TEAM
from tests import ROOT

WAVE, BASELINE = "example-2018-repeat", "example-2016-baseline"
PAGES, LOOPS = 300, 3


def main():
    """Print CPU seconds, seconds and memory of both ways."""
    pages, loops = ([int(given) for given in sys.argv[1:]] + [PAGES, LOOPS][len(sys.argv) - 1:])[:2]
    with tempfile.TemporaryDirectory() as home:
        project = Path(home)
        teams = many_teams(project, pages)
        with measured() as loop:
            for team in teams[:loops]:
                by_hand(project, team)
        options = [WAVE, "--baseline", BASELINE, "--no-pdf"]
        few = publish(project, options)
        every = publish(project, [*options, "--groups"])
        again = publish(project, [*options, "--groups"])
        site = size_of(project / "notebooks" / "published")
    each, ours = loop["cpu"] / loops, every["cpu"] / pages
    print(f"a loop of papermill and nbconvert: {each:.2f} CPU seconds a page ({loops} pages, "
          f"{loop['wall'] / loops:.2f} s each)")
    print(f"coprod publish --groups: {ours:.3f} CPU seconds a page, all told ({pages} pages, {every['wall']:.1f} s): "
          f"{each / ours:.0f} times less; at most {every['peak']} MB in all its processes; site {site / 1e6:.1f} MB")
    print(f"the wave's own pages before that: {few['cpu']:.1f} CPU seconds; "
          f"published again unchanged: {again['wall']:.2f} s")
    print(f"12,000 pages at this rate on two processors: {12_000 * ours / 2 / 60:.0f} minutes")


def many_teams(project: Path, count: int) -> list[str]:
    """A project in which the example's repeat has `count` teams: its own, over and over; returns their names."""
    shutil.copytree(ROOT / "data" / "processed", project / "data" / "processed")
    shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns("published", ".*"))
    folder = project / "data" / "processed" / WAVE
    about = json.loads((folder / "wave.json").read_text("utf-8"))
    head, *rows = (folder / "tallies.csv").read_text("utf-8").splitlines()
    own = [group for group in about["groups"] if group["breakdown"] == TEAM]
    copies = [(own[n % len(own)], f"Team {n:05}") for n in range(count)]
    kept = [row for row in rows if ",all staff," in row]
    for group, name in copies:
        kept += [f"{item},{name},{rest}" for item, rest in _bands(rows, group["label"])]
    about["groups"] = [group | {"label": name, "shown_as": name, "teams": [name]} for group, name in copies]
    (folder / "wave.json").write_text(json.dumps(about | {"seal": None}), "utf-8")
    (folder / "tallies.csv").write_text("\n".join([head, *kept]) + "\n", "utf-8")
    assert any(item == RESPONSE for item, _ in _bands(rows, own[0]["label"]))
    return [name for _, name in copies]


def _bands(rows, label):
    quoted = f'"{label}"' if "," in label else label
    return [(row.partition(",")[0], row.partition(f",{quoted},")[2]) for row in rows if f",{quoted}," in row]


def by_hand(project: Path, team: str) -> None:
    """What somebody with papermill and nbconvert does for one team."""
    made = project / "by-hand.ipynb"
    given = [part for name, value in
             (("wave", WAVE), ("baseline", BASELINE), ("group", team)) for part in ("-p", name, value)]
    for command in (["papermill", "notebooks/7-team-page.ipynb", str(made), *given],
                    ["nbconvert", "--to", "html", str(made)]):
        subprocess.run([sys.executable, "-m", *command], cwd=project, check=True, capture_output=True)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def publish(project: Path, options: list[str]) -> dict:
    """Publish as a user does; what it took, and the most memory that its processes had together (shared pages once)."""
    command = [sys.executable, "-m", "coprod", "publish", *options]
    peak = 0
    with measured() as took:
        program = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while program.poll() is None:
            peak = max(peak, memory_of(program.pid))
            time.sleep(0.5)
    assert program.returncode == 0
    return took | {"peak": round(peak / 1e6)}


@contextmanager
def measured():
    """Yields a dict that gets the seconds by the clock and the CPU seconds of children."""
    took, start, before = {}, time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    yield took
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took |= {"wall": time.perf_counter() - start,
             "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def memory_of(process: int) -> int:
    """Bytes of a process and its children, each shared page counted in parts; 0 where the system does not tell."""
    total = 0
    try:
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            total += memory_of(int(child))
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return total + 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return total


if __name__ == "__main__":
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    main()
