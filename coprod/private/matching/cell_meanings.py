"""What a cell means: certain by the answer's words or code, a tool's documented marks, a plain yes or no; else open.

A column as written becomes a column as read. Where a cell holds an answer it reads as the answer's name (several of
them joined by a space; NONE where somebody said that no option fits), an option's own column as YES or NO. Nothing
is guessed: what is not certain, and what no person has confirmed, reads as OPEN.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coprod.codebook import Answer, Codebook, Item, band_of
from coprod.private.readers import Column, fold, words_of
from coprod.private.readers.platforms import Platform

BLANK, NOT_ASKED, OPEN, OWN, NONE, YES, NO = "", " ", "?", "~", "!", "yes", "no"  # a space alone is nothing said
NO_ANSWER, NOT_CHOSEN, UNASKED, CHOSEN = "not answered", "not chosen", "not asked", "chosen"  # as a person says it
MEANS = {NO_ANSWER: BLANK, UNASKED: NOT_ASKED}
_YES = frozenset(["1", "yes", "true", "y", "x", "checked", "selected", "ja", "oui", "s\u00ed", "si", "s\u00ec", "tak",
                  "sim", "ie", "oes"])
_NO = frozenset(["no", "n", "false", "nein", "non", "nie", "nee", "n\u00e3o", "nac", "not selected", "unchecked",
                 "not checked"])
_MARKS = frozenset(["n/a", "na", "nan", "null", "none", "nil", "nd", "missing", "unselected", "not answered",
                    "no answer", "not selected", "unchecked", "not checked", "#n/a", "#null!", "true", "false", "yes",
                    "no", "y", "n"])

Said = Mapping[tuple[str, str], str]  # item, or "list" and its name, and the folded cell: what a person said it means


@dataclass(frozen=True)
class Reader:
    """Reads the cells of one file: `said` holds what a person confirmed, `lists` the cells of each list, folded."""

    book: Codebook
    platform: Platform
    said: Said
    lists: dict[str, set[str]] = field(default_factory=dict)

    def told(self, item: Item, words: str) -> str | None:
        """What a person said that this cell of this item means, or None."""
        return self.said.get((item.name, words), self.said.get((f"list {item.scale}", words)))

    def one(self, item: Item, column: Column) -> Column:
        """An item with one answer, as read."""
        answers = self.book.answers(item.name)
        names, exact = _names(answers), {answer.label.strip(): answer.name for answer in answers}
        labels = words_of(answers)
        yes_no = self.platform.stands_for if {YES, NO} <= set(names.values()) else {}
        known = names.keys() | labels.keys()
        by_label = self._by_label(item, column, names, labels)

        def read(text: str) -> str:
            words = fold(text)
            if (told := self.told(item, words)) is not None:
                return MEANS.get(told, BLANK if told == NOT_CHOSEN else told)
            if not words or words in self.platform.missing and words not in known:
                return BLANK
            if found := exact.get(text.strip()) if by_label else "":
                return found
            number = _whole_number(words)
            if item.bands:
                return band_of(number, item.bands) or labels.get(words) or OPEN
            label, name = labels.get(words) or labels.get(number), names.get(words) or names.get(number)
            if label and name and label != name and by_label is None:
                return OPEN
            if found := yes_no.get(words) if not label and not name else label if by_label is not False else name:
                return found
            return OPEN if label or name or is_mark(words) else OWN

        return column.with_texts(map(read, column.distinct()))

    def text(self, column: Column) -> Column:
        """A comment: only the tool's marks for no answer are no words."""
        if self.platform.missing == {""}:
            return column  # a million comments need no second look
        return column.with_texts("" if fold(text) in self.platform.missing else text for text in column.distinct())

    def several(self, item: Item, column: Column) -> Column:
        """Several choices in one cell, as read: the names of those chosen, and OWN or OPEN beside them."""
        options = self.options(item)
        missing = self.platform.missing - options.keys()

        def read(text: str) -> str:
            words = self.folded(text)
            if words in missing or self.told(item, words) in MEANS:
                return MEANS[self.told(item, words) or NO_ANSWER] if words else BLANK
            found = [name or (OPEN if is_mark(piece) else OWN) for name, piece in self.pieces(words, options)]
            return " ".join(dict.fromkeys(found))

        return column.with_texts(map(read, column.distinct()))

    def options(self, item: Item) -> dict[str, str]:
        """What stands for an option of an item with several choices: words, code, and what a person confirmed."""
        answers = self.book.answers(item.name)
        said = {words: NONE if told in (NOT_CHOSEN, NO_ANSWER) else told for (place, words), told in self.said.items()
                if place in (item.name, f"list {item.scale}")}
        return _names(answers) | words_of(answers) | said

    def folded(self, text: str) -> str:
        """A cell of several choices, folded; where each stands on a line of its own the lines stay apart."""
        return fold(text.replace("\n", ";") if "\n" in self.platform.separators else text)

    def pieces(self, words: str, options: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        """The options in one folded cell, each with its words; known ones are tried longest first, as they may hold
        the sign.

        Tools that separate by a comma write what somebody typed last: behind a piece that is no option all is typed.
        """
        between = self.platform.separators
        end, rest = f"[{re.escape(between)}]", words
        labels = sorted(options, key=len, reverse=True)
        typed = False
        while rest := rest.strip(f" {between}"):
            label = next((known for known in labels if known and re.match(re.escape(known) + rf"\s*({end}|$)", rest)),
                         None)
            typed |= label is None and "," in between and ";" not in words
            piece = re.split(end, rest, maxsplit=1)[0].strip() if label is None else label
            if label is None or not typed:
                yield (options[label] if label else ""), piece
            rest = rest[len(piece):]

    def option(self, item: Item, answer: Answer | None, own_words: bool, column: Column) -> Column:
        """An option's own column, as read: YES, NO where it plainly says no, BLANK where it says nothing."""
        words = set(words_of([answer])) | {fold(answer.name)} if answer else set()
        texts = [fold(text) for text in column.distinct()]
        if (_YES - words) & set(texts):  # a tick says yes or no, also where the option itself is called "No"
            words -= _NO | {"0"}
        read = [self._tick(item, text, words, own_words) for text in texts]
        if OPEN in read:  # where one number is not known, 1 and 0 are not sure either
            read = [OPEN if text in ("0", "1") and self.told(item, text) is None else means
                    for text, means in zip(texts, read, strict=True)]
        return column.with_texts(read)

    def _tick(self, item: Item, text: str, words: set[str], own_words: bool) -> str:
        if (told := self.told(item, text)) is not None:
            return {NOT_CHOSEN: NO, NO_ANSWER: BLANK, UNASKED: NOT_ASKED}.get(told, YES)
        if text in words and text != "0":
            return YES
        if text in self.platform.not_chosen:
            return BLANK
        if text in _NO or text in _YES:
            return NO if text in _NO else YES
        return YES if own_words and not is_mark(text) else OPEN

    def _by_label(self, item: Item, column: Column, names: Mapping[str, str], labels: Mapping[str, str]) -> bool | None:
        """Whether a column holds labels (True) or names (False); None where both would do, in another order."""
        here = {fold(text) for text in column.distinct()}
        for texts in (here, self.lists.get(item.scale, here)):
            numbers = texts | {_whole_number(text) for text in texts}
            label, name = ({text for text in numbers if text in one and text not in two}
                           for one, two in ((labels, names), (names, labels)))
            if label or name and self.platform.codes != "names" and any(text.isdecimal() for text in name):
                return True  # a number that a tool gave is no name of the codebook, unless a person says so
            if name:
                return False
        return True if self.platform.codes == "" else None


def is_sentinel(words: str) -> bool:
    """Whether a folded cell is what tools and programs write where there is no answer."""
    return words in _MARKS - _YES - _NO or bool(re.fullmatch(r"-\d+", words))


def is_mark(words: str) -> bool:
    """Whether a folded cell is no words of anybody, but a number, a sign or a tool's mark."""
    return words in _MARKS or not any(char.isalpha() for char in words)


def _names(answers: Iterable[Answer]) -> dict[str, str]:
    return {fold(answer.name): answer.name for answer in answers}


def _whole_number(words: str) -> str:
    """5 for 5.0, as spreadsheets and statistics programs write it; 1.200 stays, as it may be a thousand."""
    return words.partition(".")[0] if re.fullmatch(r"\d+\.0{1,2}", words) else words
