"""Advice on a questionnaire, by the working party's own survey design principles. It never stops anybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coprod.codebook import Answer, Codebook, Item, language_code
from coprod.questionnaire import plain_words as plain
from coprod.questionnaire.screens import Screen, blocks, introduction, minutes

MOST_MINUTES = 10  # the ideal length of a web survey (Revilla and Ochoa 2017, Int. J. of Market Research 59)
MOST_QUESTIONS, MOST_ROWS, MOST_COMMENTS = 12, 10, 2  # our own assumptions
_SAID = {  # what an introduction says, and words by which it can be told
    "what the survey is for": r"\b(asks?|find out|will (help|shape|be used)|so that we|purpose|aims?|because)\b",
    "what citizen voice is": r"citizen.? voice|voice of citizens|having a say|have a say",
    "that citizen voice is everybody's responsibility":
        r"\b(shared?|sharing|all of us|everyone|everybody|each of us|we all|together)\b",
    "that answers are confidential": r"confidential|anonymous|never shown|nobody (can|will)|no one (can|will)",
}


@dataclass(frozen=True)
class Advice:
    """One thing to think about: where it stands, the principle it is about, and what to do.

    `kept_because`: why the wording stays, as the codebook's column of that name says ("" if it does not).
    """

    sheet: str
    row: int
    principle: str
    text: str
    kept_because: str = ""

    def __str__(self) -> str:
        kept = f" Kept: {self.kept_because}" if self.kept_because else ""
        return f"sheet {self.sheet}, row {self.row} ({self.principle}): {self.text}{kept}"


def advise(book: Codebook) -> list[Advice]:
    """All advice on what is asked, in the order of the workbook; rules about words are for English only."""
    form = blocks(book)
    found = [*_short(form), *_headline_only(book), *_translated(book)]
    if language_code(book.language)[:2] in ("", "en"):
        found += [*_introduced(form, book), *_worded(book)]
    else:
        found.append(Advice("settings", 2, "plain words",
                            f"the labels are in {book.language}, and the rules about words know English only. Let "
                            "somebody who speaks the language read them for plain words and double questions."))
    reasons = {("survey", one.row): one.kept_because for one in (*book.asked, *book.notes)}
    found = [replace(one, kept_because=reasons.get((one.sheet, one.row), "")) for one in found]
    return sorted(found, key=lambda one: (one.sheet != "survey", one.sheet, one.row))


def _short(form: tuple[Screen, ...]) -> Iterator[Advice]:
    asked = [block for block in form if block.items]
    if (time := minutes(form)) > MOST_MINUTES:
        yield Advice("survey", 1, "short", f"this takes about {time} minutes; {MOST_MINUTES} are enough. Ask less.")
    for block in asked[MOST_QUESTIONS:][:1]:
        yield Advice("survey", block.items[0].row, "headline questions only",
                     f"{len(asked)} questions (a grid is one); {MOST_QUESTIONS} are enough. Move some to the bank.")
    for block in asked:
        if len(block.items) > MOST_ROWS:
            yield Advice("survey", block.items[MOST_ROWS].row, "short",
                         f"a grid of {len(block.items)} rows tires people; {MOST_ROWS} are enough.")
    comments = [block for block in asked if block.kind == "text"]
    for block in comments[MOST_COMMENTS:]:
        yield Advice("survey", block.items[0].row, "short",
                     "a comment takes long to write and to read. Ask for one or two only.")


def _headline_only(book: Codebook) -> Iterator[Advice]:
    used = {name for indicator in book.indicators.values() for name in indicator.items}
    used |= {breakdown.item for breakdown in book.breakdowns.values()}
    used |= {test[0] for item in book.asked for way in item.universe.any_of for test in way}
    for item in book.asked:
        if item.kind != "text" and item.name not in used and not item.construct and not item.source_line:
            yield Advice("survey", item.row, "headline questions only",
                         f'what is "{item.name}" for? No indicator or breakdown uses it, and neither construct nor '
                         "source_line says. Say it there, or leave the question out.")


def _introduced(form: tuple[Screen, ...], book: Codebook) -> Iterator[Advice]:
    said = " ".join(block.label for block in introduction(form))
    row = book.notes[0].row if said else 2
    if not said:
        yield Advice("survey", row, "introduction",
                     "there is no introduction. Add a row of type note before the first question.")
        return
    for what, words in _SAID.items():
        if not re.search(words, said, re.I):
            yield Advice("survey", row, "introduction", f"the introduction does not seem to say {what}.")
    if re.search("anonym", said, re.I):
        yield Advice("survey", row, "confidential", 'say "confidential; never shown for fewer than 10 people". '
                     '"Anonymous" is only true if the survey tool keeps no names, addresses or times.')


def _worded(book: Codebook) -> Iterator[Advice]:
    questions = [(item.row, item.label) for item in book.asked]
    stems = list({item.stem_row: item.stem for item in book.asked if item.stem}.items())
    hints = [(item.row, item.hint) for item in book.asked if item.hint]
    notes = [(note.row, note.label) for note in book.notes]
    answers = list({answer.row: answer.label for item in book.asked for answer in _written(book, item)}.items())
    first = min((item.row for item in book.asked), default=0)
    spoken = questions + stems + hints + notes
    for sheet, texts in (("survey", spoken), ("choices", answers)):
        for row, text in texts:
            yield from _plain(sheet, row, text)
            yield from _explained(sheet, row, text, in_introduction=(row, text) in notes and row < first)
    for row, text in questions + stems:
        yield from _double(row, text)
    for item in book.asked:
        if item.kind == "text" and not re.search(r"\bnames?\b", item.label, re.I):
            yield Advice("survey", item.row, "confidential", "ask people not to name anyone in their comment.")
    if (grade := plain.reading_grade([text for _, text in spoken])) > plain.READING_GRADE:
        yield Advice("survey", 1, "plain words", f"the reading measure of all questions (ARI) is {grade:.1f}; "
                     f"{plain.READING_GRADE} or less can be read by nearly everybody. Use shorter words and sentences.")


def _plain(sheet: str, row: int, text: str) -> Iterator[Advice]:
    if heavy := plain.heavy_words(text):
        said = ", ".join(f'"{better}" for "{word}"' for word, better in heavy.items())
        yield Advice(sheet, row, "plain words", f"plainer words: {said}.")
    longest = max((len(part.split()) for part in plain.sentences(text)), default=0)
    if longest > plain.LONGEST_SENTENCE:
        yield Advice(sheet, row, "plain words", f"a sentence of {longest} words; {plain.LONGEST_SENTENCE} are enough.")


def _explained(sheet: str, row: int, text: str, in_introduction: bool) -> Iterator[Advice]:
    """The introduction alone may explain: it says what citizen voice is."""
    if plain.explains(text) and not in_introduction:
        yield Advice(sheet, row, "no explained terms", "this explains a term. The survey tests knowledge: take it out, "
                     'and let "I do not know what this is" be an answer.')


def _double(row: int, text: str) -> Iterator[Advice]:
    if word := plain.joined_by(text):
        yield Advice("survey", row, "one thing at a time",
                     f'"{word}" may join two questions in one. Ask the one that matters, or ask twice.')


def _translated(book: Codebook) -> Iterator[Advice]:
    things = [("survey", item.row, item.others) for item in book.asked]
    things += [("choices", a.row, a.others) for item in book.asked for a in _written(book, item)]
    for sheet, row, others in dict.fromkeys(things):
        if 0 < len(book.languages) - 1 > len(others):
            yield Advice(sheet, row, "plain words",
                         "this is not written in every language of the workbook. Translate it.")


def _written(book: Codebook, item: Item) -> tuple[Answer, ...]:
    """The answers that somebody wrote on the choices sheet."""
    return () if item.bands else book.scales.get(item.scale, ())
