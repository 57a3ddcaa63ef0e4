"""The files of sentences: every sentence is used, none stands elsewhere, and a translation keeps what it must."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from importlib import import_module

import pytest

from coprod.errors import BadInput
from coprod.report import messages as words
from coprod.report.messages import language, of_change, of_numbers
from coprod.report.messages.language import (
    languages,
    missing_in,
    places,
    say,
    sentences,
    speak,
    speaking,
    spoken,
    written,
)
from tests import ROOT
from tests.sentences import held_in, said_in

PACKAGES = [ROOT / "coprod" / name for name in ("analysis", "report", "site", "explorer")]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py") if path.name != "scheduler.py")
TEMPLATES = sorted((ROOT / "coprod" / "site" / "templates").glob("*.html"))
ROOMS = {"words": "survey", "of_change": "change", "of_teams": "teams", "of_files": "files", "of_top": "top", "of_vision": "vision",
         "of_explore": "explore"}
OTHERS = [name for name in languages() if name != "en"]
FORMS = {"zero", "one", "two", "few", "many", "other"}
# What looks like a sentence and is none: names of programs, faces and kinds, queries, what the command line says.
NO_SENTENCES = {
    "asked of others", "asked once", "not tested", "not asked", "too few", "cannot tell", "not shown", "about the same",
    "apart from all staff", "by half of the team", "points range", "open range", "hundred range", "number head", "Team", "By ",
    "Pages", " is left out. ", ".toml has nothing for:", "a whole number", "true or false", "Python 3",
    "DejaVu Sans", "Arial", "Helvetica", "Glyph .* missing", "Date", "Creator", "item == @RESPONSE and group == @ALL_STAFF",
}
CODE = re.compile(r"[<>{}]|^from coprod\.|@\w|default-src|^/Applications/")


def entries():
    """Every entry of en.toml that `say` or `sentences` can be asked for: its key and what it holds."""
    def below(way, held):
        for name, inside in held.items():
            key = f"{way}.{name}".lstrip(".")
            if isinstance(inside, dict) and not set(inside) <= FORMS:
                yield from below(key, inside)
            else:
                yield key, inside
    return dict(below("", held_in("en")))


@cache
def strings():
    """All strings of the public wing's code, f-strings with * for what is put in, by file; what explains or is raised is none."""
    return {path: list(_strings(ast.parse(path.read_text("utf-8")))) for path in MODULES}


def _strings(tree):
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or isinstance(node, ast.Call) and ast.unparse(node.func) in ("BadInput", "refuse", "tell"):
            passed |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.JoinedStr) and id(node) not in passed:
            passed |= {id(part) for part in node.values}
            yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
                and id(node) not in passed)


def names_in_capitals():
    """The keys that `words.TOO_FEW` and the like stand for."""
    for path in MODULES:
        for room, name in re.findall(r"\b(words|of_\w+)\.([A-Z][A-Z_]+)\b", path.read_text("utf-8")):
            yield f"{ROOMS[room]}.{name.lower()}"


def asked_for():
    """Every key that code or a template asks for; * for what is only known later."""
    sections = set(held_in("en"))
    keys = {text for found in strings().values() for text in found}
    keys |= {key for path in TEMPLATES for key in re.findall(r'"([a-z_.]+)"', path.read_text("utf-8"))}
    return {key for key in keys if key.partition(".")[0] in sections and "." in key and " " not in key.partition(".")[2]
            and not key.endswith((".toml", ".html", ".pdf"))} | set(names_in_capitals())


def test_every_sentence_is_used():
    asked = [re.compile(re.escape(key).replace(r"\*", "[^.]+") + r"(\..*)?") for key in asked_for()]
    assert [key for key in entries() if not any(pattern.fullmatch(key) for pattern in asked)] == []


def test_every_key_that_is_asked_for_is_there():
    known = {*entries(), *(key.rpartition(".")[0] for key in entries())}
    assert len(asked_for()) > 200
    assert [key for key in sorted(asked_for()) if "*" not in key and key not in known] == []
    starts = [key.partition("*")[0] for key in asked_for() if "*" in key]
    assert starts and all(any(key.startswith(start) for key in known) for start in starts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_in_the_code(path):
    """Two words side by side, or one that begins with a capital, are words for a reader, unless they are known to be none."""
    said = [text for text in strings()[path] if re.search(r"[A-Za-z]{2,}[,:;.]? [A-Za-z]{2,}|^[A-Z][a-z]+\b", text)]
    assert [text for text in said if text not in NO_SENTENCES and not CODE.search(text)
            and not any(part in NO_SENTENCES for part in text.split("*"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_sentence_stands_in_a_template(path):
    text = re.sub(r"\{[{%].*?[}%]\}", "", path.read_text("utf-8"), flags=re.S)
    shown = re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.S)
    assert re.findall(r"[A-Za-z]{2,}", shown) == []
    assert re.findall(r'(?:aria-label|alt|title)="[^"]*[A-Za-z][^"]*"', text) == []


def test_the_rule_finds_a_sentence():
    said = list(_strings(ast.parse('def f(n):\n    "Explains."\n    raise ValueError("No such file")\n'
                                   '    return f"{n} staff answered", "Staff"')))
    assert said == ["* staff answered", "Staff"]


def test_no_sentence_is_read_where_a_module_is_loaded():
    """What is read then is read in the language spoken then, and stays in it."""
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        taken = [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "words" in (node.module or "")
                 for alias in node.names]
        assert not [name for name in taken if name.isupper() and name not in ("ENGLISH", "WRITTEN")], path
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                node.body = []
                defaults = [*node.args.defaults, *node.args.kw_defaults] if isinstance(node, ast.FunctionDef) else []
                said = " ".join(ast.unparse(part) for part in defaults if part)
            else:
                said = "" if isinstance(node, ast.Expr) else ast.unparse(node)
            assert not re.search(r"\b(say|sentences|written|entry)\(|\b(words|of_\w+)\.[A-Z]", said), (path, said)


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_has_keys_of_english_and_puts_the_same_into_its_brackets(name):
    english, own = entries(), dict(entries_of(name))
    assert set(own) - set(english) == set()
    for key, found in own.items():
        theirs, ours = [places(text) for text in texts(english[key])], [places(text) for text in texts(found)]
        assert set().union(*ours) <= set().union(*theirs), key
        if isinstance(found, list):
            assert ours == theirs, key
        else:
            assert all(set().union(*theirs) - {"count"} <= one for one in ours), key


def entries_of(name):
    known = entries()
    for key, text in said_in(name):
        if key.startswith("written."):
            continue
        while key not in known and "." in key:
            key = key.rpartition(".")[0]
        if key in known:
            yield key, found_in(name, key)
        else:
            yield f"{key} ({text})", text


def found_in(name, key):
    held = held_in(name)
    for part in key.split("."):
        held = held[part]
    return held


def texts(found):
    return list(found.values()) if isinstance(found, dict) else found if isinstance(found, list) else [found]


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_says_nothing_in_english(name):
    """No sentence of a translation is the English one, but those that are made of signs and values alone."""
    english = dict(said_in("en"))
    same = [key for key, text in said_in(name) if english.get(key) == text and re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text))]
    assert same == []
    assert "native reader must check" in (ROOT / "coprod" / "report" / "messages" / f"{name}.toml").read_text("utf-8")


@pytest.mark.parametrize("name", languages())
def test_a_language_says_what_it_is(name):
    own = held_in(name)["language"]
    assert own["tag"].partition("-")[0] == name and own["direction"] in ("ltr", "rtl") and own["name"]


@pytest.fixture
def invented(tmp_path, monkeypatch):
    """A folder of language files of our own: English is the real one, others are written by the test."""
    (tmp_path / "en.toml").write_text((ROOT / "coprod" / "report" / "messages" / "en.toml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(language, "_folder", lambda: tmp_path)
    language._read.cache_clear()
    language._entry.cache_clear()

    def write(name, text, direction="ltr"):
        head = f'[language]\ntag = "{name}"\ndirection = "{direction}"\nname = "{name}"\n'
        (tmp_path / f"{name}.toml").write_text(head + text, "utf-8")

    yield write
    language._read.cache_clear()
    language._entry.cache_clear()


@pytest.mark.parametrize(("count", "form"), [
    (0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"), (102, "other"),
    (103, "few"), (111, "many"),
])
def test_arabic_has_six_forms(invented, count, form):
    """As the Unicode Common Locale Data Repository has them: few is 3 to 10 of each hundred, many is 11 to 99."""
    invented("ar", "[survey.answers]\n" + "".join(f'{name} = "{name} {{count}}"\n' for name in FORMS))
    with speaking("ar"):
        assert say("survey.answers", count=count) == f"{form} {count}"


@pytest.mark.parametrize(("count", "form"), [
    (0, "zero"), (1, "one"), (2, "two"), (3, "few"), (6, "many"), (4, "other"), (7, "other"),
])
def test_welsh_has_six_forms_too(invented, count, form):
    invented("cy", "[survey.answers]\n" + "".join(f'{name} = "{name}"\n' for name in FORMS))
    with speaking("cy"):
        assert say("survey.answers", count=count) == form


def test_a_form_that_is_not_there_is_the_other_one(invented):
    invented("ar", '[survey.answers]\nother = "{count} answers"')
    with speaking("ar"):
        assert say("survey.answers", count=2) == "2 answers"


def test_numbers_dates_and_lists_are_those_of_the_language(invented):
    invented("cy", '[numbers]\npercent = "{number} y cant"\nbetween = "{low} i {high}"\ncomma = "; "\nand = " a "\n'
                   'date = "{year}.{month}.{day}"\nmonths = ["Ion", "Chw"]\nthousands = " "')
    with speaking("cy"):
        assert of_numbers.between((0.1, 0.25)) == "10 y cant i 25 y cant"
        assert of_numbers.listed(["un", "dau", "tri"]) == "un; dau a tri"
        assert of_numbers.day("2018-02-09") == "2018.Chw.9"
        assert of_numbers.people(1234) == "1 234"
    assert of_numbers.people(1234) == "1,234"


def test_what_a_translation_lacks_leaves_a_mark_that_names_it(invented):
    invented("cy", '[survey]\nnothing = "Dim."\n[written]\n"Sure" = "Siŵr"')
    with speaking("cy"):
        page = f"<p>{words.NOTHING}</p><p>{words.FEW}</p>{''.join(words.NEXT)}<b>{of_change.in_short('improved')}</b>"
        page += written("Sure") + written("Not <sure>").replace("<", "&lt;") + words.FEW
    assert "Dim." in page and "Siŵr" in page
    assert missing_in(page) == ["[survey] few", "[survey] next", "[change.in_short] improved", '[written] "Not <sure>"']


def test_a_name_in_other_letters_is_held_apart_where_words_run_from_right_to_left(invented):
    invented("ur", '[survey]\nsource = "{title}: {base}"', "rtl")
    with speaking("ur"):
        assert words.source("Carers", "120") == "\u2068Carers\u2069: 120"


def test_large_numbers_have_their_thousands_apart_and_years_do_not():
    assert "459,900" in words.could_answer(459_900) and "9900" in words.could_answer(9_900)


def test_english_must_have_every_key_and_a_translation_no_bracket_of_its_own(invented):
    invented("cy", '[survey]\nanswers = "{number} ateb"')
    with pytest.raises(BadInput, match="nothing_of_the_kind"):
        say("survey.nothing_of_the_kind")
    with speaking("cy"), pytest.raises(BadInput, match=r'cy.toml, "survey.answers".*\{number\}'):
        words.bases([120])


def test_an_unknown_language_is_refused_with_those_there_are(monkeypatch):
    with pytest.raises(BadInput, match="en, ur"):
        speak("xx")
    monkeypatch.setenv("COPROD_LANGUAGE", "xx")
    with pytest.raises(BadInput, match='no pages in the language "xx"'):
        say("survey.draft")


def test_the_language_holds_in_the_block_and_in_what_is_started_there():
    assert "COPROD_LANGUAGE" not in os.environ and spoken() == "en"
    with speaking("ur"):
        code = "from coprod.report import messages as words; print(words.in_ten(0.5))"
        told = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
        assert told.strip() == words.in_ten(0.5) == "آدھا"
    assert "COPROD_LANGUAGE" not in os.environ and words.in_ten(0.5) == "half"


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_in_capitals_is_what_stands_under_its_key(room):
    found = import_module(f"coprod.report.messages{'' if room == 'words' else f'.{room}'}")
    with pytest.raises(AttributeError):
        found.no_such_function  # noqa: B018
    with pytest.raises(AttributeError):
        found.NO_SUCH_SENTENCE  # noqa: B018


def test_a_list_is_a_tuple_of_sentences():
    assert sentences("survey.next") == words.NEXT and isinstance(words.NEXT, tuple)
    with speaking("ur"):
        assert words.NEXT[0].startswith("عملے")
