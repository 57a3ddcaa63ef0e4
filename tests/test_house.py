"""The rules of the house: who may import whom, what a notebook may hold, and that what is written down is true."""

import ast
import json
import os
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "coprod").rglob("*.py"))
NOTEBOOKS = sorted(path for path in (ROOT / "notebooks").rglob("*.ipynb")
                   if not {"published", "my-explorations", ".ipynb_checkpoints"} & set(path.parts))

PAGES = [path for path in NOTEBOOKS if path.parent.name == "notebooks"]


def test_layers_hold_and_there_is_no_circle():
    """The contracts stand in pyproject.toml, under importlinter."""
    asked = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
                           cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert asked.returncode == 0, asked.stdout


def test_layers_a_record_is_made_only_by_disclosure_control_or_read_from_its_folder():
    makers = {str(path.relative_to(ROOT)) for path in MODULES for node in ast.walk(ast.parse(path.read_text("utf-8")))
              if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Record", "shaped") and "Record" in ast.unparse(node)}
    assert makers == {"coprod/private/disclosure/protect.py", "coprod/record/files.py"}


def test_one_name_means_one_thing_in_the_whole_house():
    """No two modules bear one name, but for a survey tool that is read in one package and written in another; no two classes."""
    names = [path.stem for path in MODULES if path.name != "__init__.py" and path.parent.name != "platforms"]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    classes = [node.name for path in MODULES for node in ast.parse(path.read_text("utf-8")).body
               if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    assert sorted({name for name in classes if classes.count(name) > 1} - {"Answer", "Breakdown", "Note"}) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_have_one_job_said_first_and_public_functions_explain_themselves(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    undocumented = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
                    and not node.name.startswith("_") and not ast.get_docstring(node)]
    assert not undocumented


def code_lines(path):
    """The lines of code of a module (words about it not counted), and those of each of its functions."""
    tree, text = ast.parse(path.read_text("utf-8")), path.read_text("utf-8").splitlines()
    explained = [node for node in ast.walk(tree)
                 if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)]
    told = {n for node in explained for n in range(node.body[0].lineno, node.body[0].end_lineno + 1)}
    code = [n for n, line in enumerate(text, 1) if n not in told and line.strip() and not line.strip().startswith("#")]
    return len(code), {node.name: sum(node.lineno <= n <= node.end_lineno for n in code)
                       for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_are_small_enough_to_be_read_at_once(path):
    """At most 200 lines of code in a module and 25 in a function, words about them not counted; lines of 120 signs."""
    lines, functions = code_lines(path)
    assert (lines <= 200, {name: number for name, number in functions.items() if number > 25}) == (True, {})
    assert max(map(len, path.read_text("utf-8").splitlines()), default=0) <= 120


def test_most_modules_are_short():
    assert statistics.median(code_lines(path)[0] for path in MODULES) < 80


def test_no_state_is_kept_in_the_environment_or_in_an_object_s_dictionary():
    """What a process keeps is kept by functions with a cache, and by objects that say so."""
    for path in MODULES:
        text = path.read_text("utf-8")
        assert "__dict__" not in text, path
        if path.name not in ("__main__.py", "forkserver.py", "kernel.py", "lab.py"):  # what is started from there
            assert not re.search(r"os\.environ\[[^]]*\] *=|environ\.(update|pop|setdefault)", text), path


def cells(path, kind="code"):
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
class TestNotebooks:
    def test_holds_no_outputs_and_starts_with_a_heading(self, path):
        notebook = json.loads(path.read_text("utf-8"))
        assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(path))
        assert notebook["cells"][0]["cell_type"] == "markdown"
        assert "".join(notebook["cells"][0]["source"]).startswith("# ")
        assert notebook["metadata"]["coprod"]["sentence"].endswith(".")

    def test_has_one_cell_of_parameters(self, path):
        assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells(path)) == 1

    def test_cells_are_short_and_hold_no_logic(self, path):
        for cell in cells(path):
            source = "".join(cell["source"])
            assert len(source.splitlines()) <= 10
            for node in ast.walk(ast.parse(source)):
                assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.comprehension | ast.Lambda)
                if isinstance(node, ast.Import):
                    assert [alias.name for alias in node.names] == ["coprod"]
                assert not isinstance(node, ast.ImportFrom)
                if isinstance(node, ast.Constant):
                    assert isinstance(node.value, str), "a number stands in a cell"
                    assert "/" not in node.value and "\\" not in node.value, "a path stands in a cell"

    def test_no_number_is_typed_in_words(self, path):
        prose = "".join("".join(cell["source"]) for cell in cells(path, "markdown"))
        assert not re.search(r"\d", prose)


def test_readme_tree_is_the_tree():
    text = (ROOT / "README.md").read_text("utf-8")
    tree = re.search(r"## What is where\n+```\n(.*?)```", text, re.S)[1]
    folder, named = [], set()
    for line in tree.splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 2, line.split()[0]
        folder = [*folder[:depth], name.rstrip("/")]
        named.add("/".join(folder))
        assert (ROOT / "/".join(folder)).exists() or name == "published/", f"{'/'.join(folder)} is not there"
    tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                             check=True)
    files = [Path(name) for name in tracked.stdout.splitlines() if (ROOT / name).exists()]
    tops = {path.parts[0] for path in files if not path.parts[0].startswith(".")}
    assert tops <= named
    packages = {"/".join(path.parts[:2]) for path in files if path.parts[0] == "coprod"} - {"coprod/__init__.py"}
    assert packages <= named


def test_readme_commands_are_the_makefile_s_and_the_command_line_s():
    text = (ROOT / "README.md").read_text("utf-8")
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"make (\w+) +#", text)) == {"publish", "test"} <= targets
    offered = subprocess.run([sys.executable, "-m", "coprod", "--help"], capture_output=True, text=True,
                             check=True).stdout
    used = set(re.findall(r"`coprod ([\w-]+)", text))
    assert used and all(re.search(rf"^  {command} ", offered, re.M) for command in used)


def test_every_file_that_contributing_names_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`((?:coprod|tests|data|notebooks)/[\w./-]*)`", text))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_environment_yml_and_pyproject_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = re.findall(r"^  - ([a-z][^:\n]*)$", (ROOT / "environment.yml").read_text("utf-8"), re.M)
    assert f"python{project['requires-python']}" in lines
    assert set(lines) - {f"python{project['requires-python']}", "pip", "conda-forge"} == set(project["dependencies"])


def test_constraints_pin_every_dependency_and_name_no_host():
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert "://" not in text and "@" not in text
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in text.splitlines() if "==" in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["test"]
    assert {re.split(r"[>=<]", name)[0] for name in needed} <= pinned


def test_no_raw_looking_file_is_tracked_outside_the_examples():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True,
                             check=True).stdout.splitlines()
    raw = [name for name in tracked if name.startswith("data/raw/") and name != "data/raw/README.md"]
    assert all(name.split("/")[2].startswith("example-") for name in raw)
    assert not [name for name in tracked if Path(name).name.startswith("responses")
                and not name.startswith("data/raw/example-")]
    for wave in {name.split("/")[2] for name in raw}:
        assert tomllib.loads((ROOT / "data" / "raw" / wave / "wave.toml").read_text("utf-8"))["invented"] is True
