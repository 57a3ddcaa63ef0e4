"""Comments in people's own words: the private workbook to sort them in, what its coders agree on, and the themes to be
released."""

import random
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.private.coding.cleaning import clean
from coprod.private.comments import coding_workbook as sheets
from coprod.private.comments.coding_workbook import (
    AGREED,
    CODER,
    COMMENT,
    LOOK,
    PARAPHRASE,
    SIGNED,
    Coding,
    Line,
    by_comment,
    same,
)
from coprod.private.comments.personal_data import NAME, SURE, marks
from coprod.private.matching.intake import read_responses
from coprod.stats import cohens_kappa, krippendorffs_alpha
from coprod.wave.settings import Wave, read_wave

_ROLES = ("chair of the working party", "senior manager", "citizen member of the working party")
_ALIKE = 5  # so many words in a row as somebody wrote them are a quotation


@dataclass(frozen=True)
class Checked:
    """What a workbook says of one question: each comment's theme ("" where it is not settled), and how far its coders
    agree.

    `open`: what still has to be settled, by line; `kappa`: None unless there are two coders; `alike`: share of comments
    coded by all that got one theme.
    """

    item: str
    lines: list[Line]
    themes: list[str]
    coders: int
    kappa: float | None
    alpha: float
    alike: float
    open: list[str]

    def summary(self) -> list[str]:
        """Plain sentences: who coded, how far they agree, and which lines are to be talked about; before the first
        code, none."""
        if not self.coders:
            return []
        lines = [f"{self.item}: {len(self.lines)} comments, coded by {self.coders}; {len(self.open)} to settle."]
        if self.alpha == self.alpha:
            kappa = f", Cohen's kappa {self.kappa:.2f}" if self.kappa is not None else ""
            lines.append(f"  The same theme for {self.alike:.0%} of what two coded; Krippendorff's alpha {self.alpha:.2f}{kappa}.")
        return [*lines, *(f"  {problem}" for problem in self.open)]


def write_comments(name: str, day: date | None = None) -> tuple[Path, list[str]]:
    """Make or bring up to date the coding workbook of a wave; returns its path and what a person should know.

    Nothing written beside a comment is lost: lines keep their codes, and coded lines whose comment is gone are set
    aside. `day`: today, unless another is given. Raises BadInput: the survey is open, no question takes comments, a
    workbook that is broken.
    """
    wave = read_wave(name)
    wave.refuse_while_open(day)
    written, path = comments_of(wave), wave.folder / sheets.FILE
    old = sheets.read_coding(path, list(written)) if path.exists() else _blank(wave, list(written))
    if path.exists() and all(sorted(texts) == sorted(line[COMMENT] for line in old.lines[item]) for item, texts in written.items()):
        return path, [f"{sum(map(len, written.values()))} comments, all of them in the workbook already. It was not touched."]
    known = frozenset(re.findall(r"[^\W\d_][\w'’-]*", " ".join(_words(wave)).lower()))
    shuffle = (random.Random(name) if wave.invented else random.SystemRandom()).shuffle
    lines, aside = {}, list(old.aside)
    for item, texts in written.items():
        at_hand = by_comment(old.lines[item])
        lines[item] = [at_hand[text].pop(0) if at_hand[text] else Line({COMMENT: text}) for text in sorted(texts)]
        lines[item] = [replace(line, cells=line.cells | {LOOK: ", ".join(marks(line[COMMENT], known))}) for line in lines[item]]
        shuffle(lines[item])
        aside += [replace(line, cells={"sheet": item} | line.cells) for left in at_hand.values() for line in left if line.coded]
    created = datetime.combine(wave.closed, datetime.min.time()) if wave.invented else datetime.now()
    sheets.write_coding(path, replace(old, lines=lines, aside=aside), created)
    gone = len(aside) - len(old.aside)
    return path, [f"{sum(map(len, written.values()))} comments are in the workbook.",
                  *([f'{gone} coded lines have no such comment in the export any more. They are on the sheet "{sheets.ASIDE}".']
                    if gone else [])]


def check_comments(name: str, day: date | None = None) -> list[Checked]:
    """Read the workbook back, a question each. Raises BadInput naming sheet and line: a code that is no theme, a role
    that is not listed, a paraphrase that copies or names somebody, comments that are not those of the export."""
    wave = read_wave(name)
    wave.refuse_while_open(day)
    written, path = comments_of(wave), wave.folder / sheets.FILE
    if not path.exists():
        raise BadInput(f"data/raw/{name}: no {sheets.FILE}. Run `coprod comments {name}` first.")
    coding = sheets.read_coding(path, list(written))
    refuse([f"{path.name}, sheet {item}: not the comments of the export. Run `coprod comments {name}`, which keeps all codes."
            for item, texts in written.items() if sorted(texts) != sorted(line[COMMENT] for line in coding.lines[item])])
    runs = _runs([text for texts in written.values() for text in texts])
    refuse([*_wrong_themes(coding), *(problem for item in written for problem in _wrong_lines(coding, item, runs))])
    return [_checked(item, coding) for item in written]


def comments_of(wave: Wave) -> dict[str, list[str]]:
    """The comments of those who count, by question, in no order that tells anything. Raises BadInput where none is
    asked for."""
    items = [item.name for item in wave.codebook.asked if item.kind == "text"]
    if not items:
        raise BadInput(f"{wave.name}: no question of its codebook takes comments (type text).")
    responses = read_responses(wave)
    counts = clean(responses, wave).counts
    cells = {item: responses.columns[item, ""].take(counts).cells() for item in items}
    return {item: sorted(text for cell in texts if (text := same(cell))) for item, texts in cells.items()}


def reading_of(wave: Wave) -> Coding:
    """The workbook as it is."""
    return sheets.read_coding(wave.folder / sheets.FILE, [item.name for item in wave.codebook.asked if item.kind == "text"])


def _blank(wave: Wave, items: list[str]) -> Coding:
    return Coding({item: [] for item in items}, sheets.first_themes(wave.codebook), list(_ROLES))


def _words(wave: Wave):
    """All words of the questionnaire, which are nobody's name."""
    book = wave.codebook
    yield from (text for item in book.items.values() for text in (item.label, item.stem))
    yield from (answer.label for answers in book.scales.values() for answer in answers)


def _wrong_themes(coding: Coding):
    names = [line["name"] for line in coding.themes]
    for line in coding.themes:
        where = f"{sheets.FILE}, sheet {sheets.THEMES}, line {line.number}"
        if not line["name"] or not line["label"]:
            yield f"{where}: a theme needs a name and a label."
        elif names.count(line["name"]) > 1:
            yield f'{where}: the name "{line["name"]}" stands there more than once. Give each theme its own.'
        target = next((other for other in coding.themes if other["name"] == line["merge_into"]), None)
        if line["merge_into"] and (target is None or target["merge_into"] or target is line):
            yield f"{where}: merge_into must be the name of another theme that is not merged itself."
        if SURE & set(marks(line["label"])):
            yield f"{where}: the label holds an e-mail address, a phone number or a postcode. Take it out."


def _wrong_lines(coding: Coding, item: str, runs: set[tuple[str, ...]]):
    names = {line["name"] for line in coding.themes}
    for line in coding.lines[item]:
        where = f"{sheets.FILE}, sheet {item}, line {line.number}"
        heads = [head for head in line.cells if head.startswith(CODER) or head == AGREED]
        yield from (f"{where}, {head}: this is none of the names on the sheet {sheets.THEMES}. Correct it, or add the theme there."
                    for head in heads if line[head] and line[head] not in names)
        if line[SIGNED] and line[SIGNED] not in coding.roles:
            yield f"{where}, {SIGNED}: this is none of the roles on the sheet {sheets.ROLES}. Write a role, not a name."
        if _runs([line[PARAPHRASE]]) & runs:
            yield f"{where}, {PARAPHRASE}: {_ALIKE} words in a row as somebody wrote them. Say it in your own words."
        if (SURE | {NAME}) & set(marks(line[PARAPHRASE])):
            yield (f"{where}, {PARAPHRASE}: it may name somebody: a name, an e-mail address, a phone number or a postcode. "
                   "Take it out, or write with a small letter what is no name.")


def _runs(texts: list[str]) -> set[tuple[str, ...]]:
    """Every few words in a row; of a shorter text all of it."""
    found = set()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        found |= {tuple(words[n:n + _ALIKE]) for n in range(max(1, len(words) - _ALIKE + 1))} if words else set()
    return found


def _checked(item: str, coding: Coding) -> Checked:
    lines = coding.lines[item]
    coders = [head for head in coding.heads[item] if head.startswith(CODER)]
    codes = [[line[coder] or None for line in lines] for coder in coders]
    used = [one for one in codes if any(one)]
    themes = [_settled(line, coders) for line in lines]
    both = [(a, b) for one, two in combinations(used, 2) for a, b in zip(one, two, strict=True) if a and b]
    return Checked(item, lines, themes, len(used), cohens_kappa(*used) if len(used) == 2 else None, krippendorffs_alpha(used),
                   sum(a == b for a, b in both) / len(both) if both else float("nan"),
                   [_to_settle(item, line, coders) for line, theme in zip(lines, themes, strict=True) if not theme])


def _settled(line: Line, coders: list[str]) -> str:
    said = {line[coder] for coder in coders if line[coder]}
    return line[AGREED] or (said.pop() if len(said) == 1 else "")


def _to_settle(item: str, line: Line, coders: list[str]) -> str:
    said = " and ".join(f"{coder} says {line[coder]}" for coder in coders if line[coder])
    return f"{sheets.FILE}, sheet {item}, line {line.number}: {said or 'nobody has coded it'}. Settle it under {AGREED}."
