"""The files of sentences: every sentence is used, none stands elsewhere, and a translation keeps what it must."""

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from coprod.errors import BadInput
from coprod.report.messages import (
    counted,
    languages,
    missing_in,
    own_words,
    say,
    shown,
    speaking,
    spoken,
)
from coprod.report.messages.catalogue import BY, FORMS, is_plural
from coprod.report.messages.values import FORMATS, PLACE
from tests import ROOT
from tests.sentences import held_in, invented, said_in

__all__ = ["invented"]
PACKAGES = [ROOT / "coprod" / name for name in ("analysis", "report", "site", "explorer")]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py") if path.name != "scheduler.py")
TEMPLATES = sorted((ROOT / "coprod" / "site" / "templates").glob("*.html"))
OTHERS = [name for name in languages() if name != "en"]
# What looks like a sentence and is none: names of programs, faces and kinds, queries, what the command line says.
NO_SENTENCES = {
    "asked of others", "asked once", "not tested", "not asked", "too few", "cannot tell", "not shown", "about the same",
    "apart from all staff", "by half of the team", "points range", "open range", "hundred range", "number head", "Team",
    "By ", "Pages", " is left out. ", ".toml has nothing for:", "a whole number", "true or false", "Python 3",
    "DejaVu Sans", "Arial", "Helvetica", "Glyph .* missing", "Date", "Creator",
    "item == @RESPONSE and group == @ALL_STAFF",
}
CODE = re.compile(r"[<>{}]|^from (coprod\.|\*)|@\w|default-src|^/Applications/")


def entries():
    """Every entry of en.toml that `say` can be asked for: its key and what it holds."""
    def below(way, held):
        for name, inside in held.items():
            key = f"{way}.{name}".lstrip(".")
            if isinstance(inside, dict) and BY not in inside and not is_plural(inside):
                yield from below(key, inside)
            else:
                yield key, inside
    return dict(below("", held_in("en")))


@cache
def strings():
    """All strings of the public wing's code, f-strings with * for what is put in, by file; what explains or is "
    "raised is none."""
    return {path: list(_strings(ast.parse(path.read_text("utf-8")))) for path in MODULES}


def _strings(tree):
    passed = set()
    for node in ast.walk(tree):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Raise) or called in ("BadInput", "refuse", "tell", "project_lock"):
            passed |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.JoinedStr) and id(node) not in passed:
            passed |= {id(part) for part in node.values}
            yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
                and id(node) not in passed)


def asked_for():
    """Every key that code or a template asks for; * for what is only known later."""
    sections = set(held_in("en"))
    keys = {text for found in strings().values() for text in found}
    keys |= {place for _, text in said_in("en") for place in PLACE.findall(text)}
    keys |= {key for path in TEMPLATES for key in re.findall(r'"([a-z_.]+)"', path.read_text("utf-8"))}
    return {key for key in keys if key.partition(".")[0] in sections and "." in key and " " not in key.partition(".")[2]
            and not key.endswith((".toml", ".html", ".pdf"))}


def test_every_sentence_is_used():
    asked = [re.compile(re.escape(key).replace(r"\*", "[^.]+") + r"(\..*)?") for key in asked_for()]
    unused = [key for key in entries() if not any(pattern.fullmatch(key) for pattern in asked)]
    assert unused == []


def test_every_key_that_is_asked_for_is_there():
    known = {*entries(), *(key.rpartition(".")[0] for key in entries())}
    assert len(asked_for()) > 200
    assert [key for key in sorted(asked_for()) if "*" not in key and key not in known] == []
    starts = [key.partition("*")[0] for key in asked_for() if "*" in key]
    assert starts and all(any(key.startswith(start) for key in known) for start in starts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_in_the_code(path):
    """Two words side by side, or one that begins with a capital, are words for a reader, unless they are known to be "
    "none."""
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
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                node.body = []
                defaults = [*node.args.defaults, *node.args.kw_defaults] if isinstance(node, ast.FunctionDef) else []
                said = " ".join(ast.unparse(part) for part in defaults if part)
            else:
                said = "" if isinstance(node, ast.Expr) else ast.unparse(node)
            assert not re.search(r"(?<!lambda )\b(say|own_words|shown|counted|entry)\(", said), (path, said)


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_has_keys_of_english_and_puts_the_same_into_its_brackets(name):
    """The same values, written the same way: {share:percent} stays {share:percent}."""
    own = {key: held for key, held in held_in(name).items() if key != "written"}
    assert list(differences("", held_in("en"), own)) == []


def differences(way, english, own):
    """The keys at which a translation has what English has not."""
    if isinstance(english, dict) and isinstance(own, dict) and not is_plural(english):
        yield from (f"{way}.{name}" for name in set(own) - set(english))
        for name in set(own) & set(english):
            yield from differences(f"{way}.{name}", english[name], own[name])
    elif way.endswith(f".{BY}"):
        if english != own:
            yield way
    else:
        theirs, ours = places(english), places(own)
        everything = set().union(*theirs) - chosen_by(english, own)
        if set().union(*ours) != everything or isinstance(english, list) and ours != theirs:
            yield way


def chosen_by(english, own):
    """What a form for one number need not repeat: "1 point" says it in a word."""
    return {english.get(BY, "count")} - set().union(*places(own)) if isinstance(english, dict) else set()


def places(held):
    """What stands in the brackets of each text, of all variants."""
    texts = [held] if isinstance(held, str) else held if isinstance(held, list) else [
        text for _, text in sorted(flat(held))]
    return [set(PLACE.findall(text)) for text in texts]


def flat(held):
    """Every text of a table of forms, however deep."""
    for name, inside in held.items():
        if isinstance(inside, dict):
            yield from flat(inside)
        elif name != BY:
            yield name, inside


def test_the_rule_finds_a_bracket_that_a_translation_changed():
    english = {"a": "{share:percent} of {count}", "b": ["{floor}"],
               "c": {"one": "1 of {all}", "other": "{count} of {all}"}}
    assert list(differences("", english, {"a": "{count}: {share:percent}", "c": {"other": "{all}: {count}"}})) == []
    assert list(differences("", english, {"a": "{share} of {count}"})) == [".a"]
    assert sorted(differences("", english, {"b": ["{few}"], "c": {"other": "{count}"}, "d": ""})) == [".b", ".c", ".d"]


@pytest.mark.parametrize("name", languages())
def test_every_value_is_written_in_a_way_there_is_and_every_other_sentence_is_there(name):
    known = entries()
    for key, text in said_in(name):
        for place in PLACE.findall(text):
            assert place in known if "." in place else set(place.split(":")[1:]) <= set(FORMATS), (key, place)


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_says_nothing_in_english(name):
    """No sentence of a translation is the English one, but those that are made of signs and values alone."""
    english = dict(said_in("en"))
    same = [key for key, text in said_in(name)
            if english.get(key) == text and re.search("[A-Za-z]", PLACE.sub("", text))]
    assert same == []
    assert "native reader must check" in (ROOT / "coprod" / "report" / "messages" / f"{name}.toml").read_text("utf-8")


@pytest.mark.parametrize("name", languages())
def test_a_language_says_what_it_is(name):
    own = held_in(name)["language"]
    assert own["tag"].partition("-")[0] == name and own["direction"] in ("ltr", "rtl") and own["name"]


@pytest.mark.parametrize(("count", "form"), [
    (0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"),
    (102, "other"),
    (103, "few"), (111, "many"),
])
def test_arabic_has_six_forms(invented, count, form):
    """As the Unicode Common Locale Data Repository has them: few is 3 to 10 of each hundred, many is 11 to 99."""
    invented("ar", "[survey.could_answer]\n" + "".join(f'{name} = "{name} {{count}}"\n' for name in FORMS))
    with speaking("ar"):
        assert say("survey.could_answer", count=count) == f"{form} {count}"


@pytest.mark.parametrize(("count", "form"), [
    (0, "zero"), (1, "one"), (2, "two"), (3, "few"), (6, "many"), (4, "other"), (7, "other"),
])
def test_welsh_has_six_forms_too(invented, count, form):
    invented("cy", "[survey.could_answer]\n" + "".join(f'{name} = "{name}"\n' for name in FORMS))
    with speaking("cy"):
        assert say("survey.could_answer", count=count) == form


def test_a_form_that_is_not_there_is_the_other_one(invented):
    invented("ar", '[survey.could_answer]\nother = "{count} answers"')
    with speaking("ar"):
        assert say("survey.could_answer", count=2) == "2 answers"


def test_numbers_dates_and_lists_are_those_of_the_language(invented):
    invented("cy", '[numbers]\npercent = "{number} y cant"\nbetween = "{low} i {high}"\ncomma = "; "\nand = " a "\n'
                   'date = "{year}.{month}.{day}"\nmonths = ["Ion", "Chw"]\nthousands = " "')
    with speaking("cy"):
        assert shown((0.1, 0.25), "range") == "10 y cant i 25 y cant"
        assert shown(["un", "dau", "tri"], "list") == "un; dau a tri"
        assert shown("2018-02-09", "day") == "2018.Chw.9"
        assert shown(1234, "people") == "1 234"
    assert shown(1234, "people") == "1,234"


def test_what_a_translation_lacks_leaves_a_mark_that_names_it(invented):
    invented("cy", '[survey]\nnothing = "Dim."\n[written]\n"Sure" = "Siŵr"\n[change.in_short]\nreworded = "gwaeth"')
    with speaking("cy"):
        page = f"<p>{say('survey.nothing')}</p><p>{say('survey.few')}</p>{''.join(say('survey.next'))}"
        page += f"<b>{say('change.in_short', verdict='about the same')}</b>{say('change.in_short.reworded')}"
        page += own_words("Sure") + own_words("Not <sure>").replace("<", "&lt;") + say("survey.few")
    assert "Dim." in page and "Siŵr" in page and "gwaeth" in page
    assert missing_in(page) == ["[survey] few", "[survey] next", "[change.in_short] about the same",
                                '[written] "Not <sure>"']


def test_a_sentence_in_a_sentence_and_a_part_of_a_count_leave_their_marks_too(invented):
    invented("cy", '[change.told]\nno = "{change.verdicts}"\nyes = "{change.verdicts} {change.held_back}"\n[change]\n'
                   'of_these_questions = { other = "{told}!" }\n[change.counted]\nimproved = "{count} yn well"')
    with speaking("cy"):
        assert missing_in(say("change.told", verdict="about the same", held_back=False)) == [
            "[change.verdicts] about the same"]
        told = say("change.of_these_questions", told=counted("change.counted", {"improved": 2, "declined": 1}))
        assert told.startswith("2 yn well") and missing_in(told) == ["[numbers] and", "[change.counted] declined"]


def test_what_is_empty_in_english_is_no_sentence_that_a_translation_lacks(invented):
    invented("cy", "")
    with speaking("cy"):
        assert say("needs.learning", kind="knowledge") == "" and say("files.column_notes", kind="text") == ""
        assert missing_in(say("needs.learning", kind="unused")) == ["[needs.learning] unused"]


def test_a_name_in_other_letters_is_held_apart_where_words_run_from_right_to_left(invented):
    invented("ur", '[survey]\nsource = "{title}: {base}"', "rtl")
    with speaking("ur"):
        assert say("survey.source", title="Carers", base="120") == "\u2068Carers\u2069: 120"


def test_large_numbers_have_their_thousands_apart_and_years_do_not():
    assert "459,900" in say("survey.could_answer", count=459_900) and "9900" in say("survey.could_answer", count=9_900)


def test_a_mistake_names_the_file_and_the_key(invented):
    invented("cy", '[survey]\ncould_answer = "{number} ateb"\nsource = "{title:loud}"\nsaid = { other = "{phrase}" }')
    with pytest.raises(BadInput, match="nothing_of_the_kind"):
        say("survey.nothing_of_the_kind")
    with pytest.raises(BadInput, match=r'en.toml, "survey.source".*\{base\}.*title'):
        say("survey.source", title="Autumn")
    with pytest.raises(BadInput, match=r'en.toml, "many.questions".*\{count\}'):
        say("many.questions")
    with pytest.raises(BadInput, match=r'en.toml, "change.in_short".*"better"'):
        say("change.in_short", verdict="better")
    with speaking("cy"), pytest.raises(BadInput, match=r'cy.toml, "survey.could_answer".*\{number\}'):
        say("survey.could_answer", count=120)
    with speaking("cy"), pytest.raises(BadInput, match=r'cy.toml, "survey.source".*called "loud"'):
        say("survey.source", title="Autumn", base="")


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(BadInput, match='no pages in the language "xx".*en, ur'), speaking("xx"):
        pass
    assert spoken() == "en"


def test_the_language_holds_in_the_block_and_in_this_thread_alone():
    with speaking("ur"), ThreadPoolExecutor(1) as pool:
        assert (shown(0.5, "in_ten"), pool.submit(shown, 0.5, "in_ten").result()) == ("آدھا", "half")
        with speaking("en"):
            assert spoken() == "en"
        assert spoken() == "ur"
    assert shown(0.5, "in_ten") == "half"


def test_a_list_is_a_tuple_of_sentences():
    assert isinstance(say("survey.next"), tuple) and len(say("survey.next")) == 3
    with speaking("ur"):
        assert say("survey.next")[0].startswith("عملے")
