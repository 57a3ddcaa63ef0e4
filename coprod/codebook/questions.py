"""The sheets survey and choices: what was asked, of whom, and the answers there were."""

import re
from dataclasses import dataclass, field

from coprod.codebook.definitions import Answer, Item, Note
from coprod.codebook.expressions import Band, Universe, parse_bands, parse_universe
from coprod.codebook.sheets_of_codebook import Problems, SheetRow, language_code

KINDS = {"select_one": "one", "select_multiple": "several", "integer": "one", "decimal": "one", "text": "text"}
NUMBERS = ("integer", "decimal")
OPENS, CLOSES = ("begin_group", "begin group"), ("end_group", "end group")
_SILENT = ("start", "end", "today", "audit", "calculate", "username", "email", "phonenumber", "deviceid")
_BETTER = {"positive": "higher", "negative": "lower", "": "neither"}
_FLAGS = ("yes", "no", "")
_NAME, _ANSWER_NAME = re.compile("[A-Za-z][A-Za-z0-9]*"), re.compile("[A-Za-z0-9_]+")
_WHO = re.compile(r"""\b(?:(?:your|full|first|last|sur|family|fore|maiden|middle)\s*names?|
    fullname|surname|forename|firstname|
    lastname|(?:your\s+)?e-?\s?mails?(?:\s+address)?|(?:tele)?phone(?:\s+number)?|mobile\s+(?:phone|number)|
    (?:staff|payroll|employee|personnel|pay|national\s+insurance|nhs|passport)\s+(?:number|no|id)\b|date\s+of\s+birth|
    birthdays?|birth\s*date|post\s?code|home\s+address|your\s+address|user\s?name|
    ihr\s+name|vorname|nachname|telefon(?:nummer)?|personalnummer|geburtsdatum|
    votre\s+nom|prénom|nom\s+de\s+famille|courriel|adresse\s+(?:e-?mail|électronique)|téléphone|
    date\s+de\s+naissance|matricule|su\s+nombre|apellidos?|correo\s+electrónico|teléfono|fecha\s+de\s+nacimiento|
    cognome|nome\s+e\s+cognome|telefono|data\s+di\s+nascita|uw\s+naam|voornaam|achternaam|telefoonnummer|geboortedatum|
    personeelsnummer|imię|nazwisko|
    numer\s+telefonu|data\s+urodzenia|seu\s+nome|sobrenome|telefone|data\s+de\s+nascimento|
    eich\s+enw|cyfenw|e-?bost|rhif\s+ffôn|dyddiad\s+geni)\b|اسمك|البريد|الهاتف|
    姓名|名字|电子邮件|电话|氏名|お名前|メールアドレス|電話番号""", re.X)
RESERVED = "response"  # the record holds under it who answered


@dataclass
class Questions:
    """What the two sheets say: `items` and `scales` by name, and the `notes` between the items."""

    scales: dict[str, tuple[Answer, ...]]
    items: dict[str, Item] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def ratings(self, item: str) -> list[Answer]:
        """The answers of an item that are no missing reason."""
        return [answer for answer in self.scales.get(self.items[item].scale, ()) if not answer.missing]


@dataclass(frozen=True)
class _Group:
    row: SheetRow
    stem: str
    relevant: str
    universe: Universe


def read_questions(survey: list[SheetRow], choices: list[SheetRow], language: str, problems: Problems) -> Questions:
    """Items, scales and notes in one language, each problem noted with sheet and row."""
    made = Questions(_scales(choices, language, problems))
    groups: list[_Group] = []
    for row in survey:
        kind = row["type"].partition(" ")[0]
        if row["type"] in OPENS:
            groups.append(_Group(row, row.words("label", language), row["relevant"], _universe(row, problems)))
        elif row["type"] in CLOSES:
            groups.pop() if groups else problems.add(row, "a group ends here that was not begun. Take the row out.")
        elif kind in KINDS:
            _add_item(row, KINDS[kind], groups, made, language, problems)
        elif row["type"] == "note":
            if not _within(_universe(row, problems), groups).nobody:
                made.notes.append(Note(row.words("label", language), row.number, row["kept_because"]))
        elif row["type"] not in _SILENT:
            problems.add(row, f'the type "{row["type"]}" is not known. Known: {", ".join(KINDS)}, groups and notes.')
    for group in groups:
        problems.add(group.row, "this group is never ended. Add a row end_group after its last question.")
    _check_universes(made, survey, problems)
    return made


def check_name(row: SheetRow, taken, problems: Problems) -> None:
    """Names of items and indicators are letters and digits, as survey tools and rules need them, each used once."""
    known = {name.casefold() for name in taken} | {RESERVED}
    if not _NAME.fullmatch(row["name"]) or row["name"].casefold() in known:
        problems.add(row, f'the name "{row["name"]}" must be letters and digits, a letter first, used once, and not '
                          f'"{RESERVED}".')


def is_yes(row: SheetRow, head: str, problems: Problems) -> bool:
    """Whether a yes-or-no column says yes."""
    if row[head] not in _FLAGS:
        problems.add(row, f"{head} must be yes, no or blank.")
    return row[head] == "yes"


def _scales(choices: list[SheetRow], language: str, problems: Problems) -> dict[str, tuple[Answer, ...]]:
    scales: dict[str, list[Answer]] = {}
    taken: dict[str, tuple[set[str], set[str]]] = {}  # of each list: names, and labels in one form
    for row in choices:
        scale, label = scales.setdefault(row["list_name"], []), row.words("label", language)
        if not row["list_name"]:
            problems.add(row, "list_name is missing: the list that this answer belongs to.")
        names, labels = taken.setdefault(row["list_name"], (set(), set()))
        if row["name"] in names or _one_form(label) in labels:
            problems.add(row, f'list "{row["list_name"]}" has this name or label twice (capitals and spaces do not '
                              "count). Each answer needs its own.")
        if not row["name"] or not label:
            problems.add(row, "an answer needs a name and a label.")
        elif not _ANSWER_NAME.fullmatch(row["name"]):
            problems.add(row, "an answer's name must be letters, digits or _. Its label may hold anything.")
        names.add(row["name"])
        labels.add(_one_form(label))
        positive = is_yes(row, "positive", problems)
        scale.append(Answer(row["name"], label, row["missing"], positive, _others(row, label), row.number))
    return {name: tuple(answers) for name, answers in scales.items()}


def _add_item(row: SheetRow, kind: str, groups: list[_Group], made: Questions, language: str,
              problems: Problems) -> None:
    check_name(row, made.items, problems)
    universe, bands, scale = _within(_universe(row, problems), groups), (), row["type"].partition(" ")[2].strip()
    if row["type"] in NUMBERS:
        bands, scale = _bands(row, problems), f"bands of {row['name']}"
        made.scales[scale] = tuple(_answer(band, language, row.number) for band in bands)
    else:
        _check_scale(row, kind, scale, made.scales, problems)
    label, stem = row.words("label", language), groups[-1].stem if groups else ""
    if kind == "text" and any(asks_who(text) for text in (row["name"], *row.all_words("label"))):
        problems.add(row, "this question asks who somebody is. A survey that promises not to know must not ask: take "
                          "it out.")
    relevant = " and ".join(filter(None, [*(group.relevant for group in groups), row["relevant"]]))
    _check_cells(row, label, universe, problems)
    made.items[row["name"]] = Item(
        name=row["name"], label=label, kind=kind, stem=stem, scale=scale, construct=row["construct"],
        better=_BETTER.get(row["polarity"], "neither"), source_line=row["source_line"],
        headline=is_yes(row, "headline", problems), relevant=relevant, universe=universe, bands=bands,
        hint=row.words("hint", language), kept_because=row["kept_because"], others=_others(row, label),
        required=row["required"].casefold() in ("yes", "true", "true()"),
        row=row.number, stem_row=groups[-1].row.number if groups else 0)


def _check_cells(row: SheetRow, label: str, universe: Universe, problems: Problems) -> None:
    if not label:
        problems.add(row, "a question needs a label: the words people read.")
    if row["polarity"] not in _BETTER:
        problems.add(row, f'polarity "{row["polarity"]}" is not known. Use positive, negative or leave it blank.')
    if row["set"] not in ("core", "bank", ""):
        problems.add(row, "set must be core, bank or blank.")
    if row["set"] == "bank" and not universe.nobody:
        problems.add(row, "this question is in the bank, and yet it is asked. "
                          "Write false() under relevant, or set core.")


def _others(row: SheetRow, label: str) -> tuple[str, ...]:
    """The label in every other language, also where it is the same word."""
    texts = row.all_words("label")
    return tuple(text for n, text in enumerate(texts) if n != (texts.index(label) if label in texts else None))


def _check_scale(row: SheetRow, kind: str, scale: str, scales: dict[str, tuple[Answer, ...]],
                 problems: Problems) -> None:
    if kind == "text":
        return
    if scale.endswith(" or_other"):
        problems.add(row, 'take "or_other" out of the type, and add an answer "other" to the list.')
    elif scale not in scales:
        problems.add(row, f'the list "{scale}" is not on the choices sheet. Add it there or correct the type.')
    elif sum(not answer.missing for answer in scales[scale]) < 2:
        problems.add(row, f'the list "{scale}" has fewer than two answers that are ratings. '
                          "Add them on the choices sheet.")


def _bands(row: SheetRow, problems: Problems) -> tuple[Band, ...]:
    if not row["bands"]:
        problems.add(row, "a number needs bands, so that it can be counted: a column bands, with for example "
                          '"0-1 2-4 5-9 10+".')
        return ()
    return problems.parsed(row, "bands", lambda text: parse_bands(text, whole=row["type"] == "integer"), ())


def _answer(band: Band, language: str, row: int) -> Answer:
    """A band as an answer; in words where the questionnaire is in English."""
    english = language_code(language).casefold()[:2] in ("", "en")
    return Answer(band.name, band.label if english else band.text.replace("-", "\u2013"), row=row)


def _universe(row: SheetRow, problems: Problems) -> Universe:
    return problems.parsed(row, "relevant", parse_universe, Universe())


def _within(universe: Universe, groups: list[_Group]) -> Universe:
    for group in reversed(groups):
        universe = universe.within(group.universe)
    return universe


def _check_universes(made: Questions, survey: list[SheetRow], problems: Problems) -> None:
    """A condition may name only answers to questions that were asked before it."""
    rows = {row.number: row for row in survey}
    before: set[str] = set()
    for item in made.items.values():
        for name, answer in dict.fromkeys(test for way in item.universe.any_of for test in way):
            if name not in before:
                problems.add(rows[item.row], f'relevant names "{name}", not asked before it.')
            elif made.items[name].bands or made.items[name].kind == "text":
                problems.add(rows[item.row], f'relevant names "{name}", which has no list of answers to choose from.')
            elif answer not in {a.name for a in made.scales.get(made.items[name].scale, ())}:
                problems.add(rows[item.row], f'"{answer}" is no answer of "{name}".')
        if not item.universe.nobody:
            before.add(item.name)


def asks_who(text: str) -> bool:
    """Whether words ask for a name, an address, a number or a birthday, by which somebody could be found."""
    return bool(_WHO.search(text.casefold().replace("_", " ")))


def _one_form(label: str) -> str:
    return " ".join(label.split()).casefold()
