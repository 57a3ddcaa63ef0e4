"""Comments in people's own words: their coding workbook is kept up to date and checked, and its coders are compared."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from coprod.codebook import Codebook
from coprod.errors import BadInput, refuse
from coprod.private.coding.cleaning import clean
from coprod.private.comments import coding_workbook as sheets
from coprod.private.comments.coding_workbook import AGREED, COMMENT, PARAPHRASE, SIGNED, CodingWorkbook, SheetLine
from coprod.private.comments.personal_data import NAME, SURE, marks
from coprod.private.matching.intake import read_responses
from coprod.stats import cohens_kappa, krippendorffs_alpha
from coprod.wave.settings import Wave, read_wave

_ROLES = ("chair of the working party", "senior manager", "citizen member of the working party")
_LONGEST = 8  # words of a theme's label
_QUOTED = 5  # so many words in a row as somebody wrote them are a quotation


@dataclass(frozen=True)
class CodedQuestion:
    """What the workbook says of one question: each comment's theme, and how far its coders agree.

    `themes`: "" where not settled; `unsettled`: what is still to be settled, by line; `kappa`: None unless there are
    two coders; `agreement`: share (0 to 1) of comments coded by two that got one theme from both.
    """

    item: str
    lines: list[SheetLine]
    themes: list[str]
    coders: int
    kappa: float | None
    alpha: float
    agreement: float
    unsettled: list[str]

    def summary(self) -> list[str]:
        """Plain sentences: who coded, how far they agree, which lines to talk about; none before the first code."""
        if not self.coders:
            return []
        lines = [f"{self.item}: {len(self.lines)} comments, coded by {self.coders}; {len(self.unsettled)} to settle."]
        if self.alpha == self.alpha:
            kappa = f", Cohen's kappa {self.kappa:.2f}" if self.kappa is not None else ""
            lines.append(f"  The same theme for {self.agreement:.0%} of what two coded; "
                         f"Krippendorff's alpha {self.alpha:.2f}{kappa}.")
        return [*lines, *(f"  {problem}" for problem in self.unsettled)]


def write_comments(name: str, day: date | None = None) -> tuple[Path, list[str]]:
    """Make or bring up to date the coding workbook of a wave; returns its path and what a person should know.

    Nothing written beside a comment is lost: lines keep their codes, and coded lines whose comment is gone are set
    aside. `day`: today, unless another is given. Raises BadInput: the survey is open, no question takes comments, a
    workbook that is broken.
    """
    wave = read_wave(name)
    wave.refuse_while_open(day)
    written, path = comments_of(wave), wave.folder / sheets.FILE
    number, old = sum(map(len, written.values())), CodingWorkbook({}, sheets.first_themes(wave.codebook), list(_ROLES))
    if path.exists():
        old = sheets.read_coding(path, list(written))
        if all(_holds(old, item, texts) for item, texts in written.items()):
            return path, [f"{number} comments, all of them in the workbook already. It was not touched."]
    known, lines, aside = _words(wave), {}, list(old.aside)
    shuffle = (random.Random(name) if wave.invented else random.SystemRandom()).shuffle
    for item, texts in written.items():
        lines[item], gone = _merged(texts, old.lines.get(item, []), known)
        aside += [replace(line, cells={"sheet": item} | line.cells) for line in gone]
        shuffle(lines[item])
    created = datetime.combine(wave.closed, datetime.min.time()) if wave.invented else datetime.now()
    sheets.write_coding(path, replace(old, lines=lines, aside=aside), created)
    lost = len(aside) - len(old.aside)
    return path, [f"{number} comments are in the workbook.",
                  *([f"{lost} coded lines have no such comment in the export any more. They are on the sheet "
                     f'"{sheets.ASIDE}".'] if lost else [])]


def check_comments(name: str, day: date | None = None) -> list[CodedQuestion]:
    """Read the workbook back, a question each; raises BadInput as `checked_workbook`."""
    return checked_workbook(read_wave(name), day)[1]


def checked_workbook(wave: Wave, day: date | None = None) -> tuple[CodingWorkbook, list[CodedQuestion]]:
    """The workbook as it is, and what it says of each question.

    Raises BadInput naming sheet and line: a code that is no theme, a role that is not listed, a paraphrase that copies
    or names somebody, comments that are not those of the export.
    """
    wave.refuse_while_open(day)
    written, path = comments_of(wave), wave.folder / sheets.FILE
    if not path.exists():
        raise BadInput(f"data/raw/{wave.name}: no {sheets.FILE}. Run `coprod comments {wave.name}` first.")
    workbook = sheets.read_coding(path, list(written))
    refuse([f"{sheets.FILE}, sheet {item}: not the comments of the export. Run `coprod comments {wave.name}`, which "
            "keeps all codes." for item, texts in written.items() if not _holds(workbook, item, texts)])
    runs = _runs(text for texts in written.values() for text in texts)
    refuse([*_wrong_themes(workbook), *_quoting_themes(workbook, runs, wave.codebook),
            *(wrong for item in written for wrong in _wrong_lines(workbook, item, runs))])
    return workbook, [_coded(item, workbook) for item in written]


def comments_of(wave: Wave) -> dict[str, list[str]]:
    """The comments of those who count, by question, sorted. Raises BadInput where no question takes comments."""
    items = [item.name for item in wave.codebook.asked if item.kind == "text"]
    if not items:
        raise BadInput(f"{wave.name}: no question of its codebook takes comments (type text).")
    responses = read_responses(wave)
    counts = clean(responses, wave).counts
    cells = {item: responses.columns[item, ""].take(counts).cells() for item in items}
    return {item: sorted(text for cell in texts if (text := sheets.same(cell))) for item, texts in cells.items()}


def _holds(workbook: CodingWorkbook, item: str, texts: list[str]) -> bool:
    return sorted(line[COMMENT] for line in workbook.lines[item]) == texts


def _merged(texts: list[str], old: list[SheetLine], known: frozenset[str]) -> tuple[list[SheetLine], list[SheetLine]]:
    """A line for each comment, with what was written beside it before; and the coded lines whose comment is gone."""
    at_hand = defaultdict(list)
    for line in sorted(old, key=lambda line: not line.coded):
        at_hand[line[COMMENT]].append(line)
    lines = [at_hand[text].pop(0) if at_hand[text] else SheetLine({COMMENT: text}) for text in texts]
    return ([replace(line, cells=line.cells | {sheets.LOOK: ", ".join(marks(line[COMMENT], known))}) for line in lines],
            [line for left in at_hand.values() for line in left if line.coded])


def _words(wave: Wave) -> frozenset[str]:
    """All words of the questionnaire, which are nobody's name."""
    book = wave.codebook
    texts = [text for item in book.items.values() for text in (item.label, item.stem)]
    texts += [answer.label for answers in book.scales.values() for answer in answers]
    return frozenset(re.findall(r"[^\W\d_][\w'’-]*", " ".join(texts).lower()))


def _wrong_themes(workbook: CodingWorkbook):
    names = [line["name"] for line in workbook.themes]
    merged = {line["name"]: line["merge_into"] for line in workbook.themes}
    for line in workbook.themes:
        where = f"{sheets.FILE}, sheet {sheets.THEMES}, line {line.number}"
        if not line["name"] or not line["label"]:
            yield f"{where}: a theme needs a name and a label."
        elif names.count(line["name"]) > 1:
            yield f'{where}: the name "{line["name"]}" stands there more than once. Give each theme its own.'
        if line["merge_into"] and merged.get(line["merge_into"], "nowhere"):
            yield f"{where}: merge_into must be the name of another theme that is not merged itself."
        if SURE & set(marks(line["label"])):
            yield f"{where}: the label holds an e-mail address, a phone number or a postcode. Take it out."


def _quoting_themes(workbook: CodingWorkbook, runs: set[tuple[str, ...]], book: Codebook):
    """Labels of themes are published, so they pass what paraphrases pass; the questionnaire's own words may stand."""
    asked = {item.label for item in book.items.values()} | {a.label for some in book.scales.values() for a in some}
    for line in workbook.themes:
        where, words = f"{sheets.FILE}, sheet {sheets.THEMES}, line {line.number}", re.findall(r"\w+", line["label"])
        if line["label"] in asked:
            continue
        if len(words) > _LONGEST:
            yield f"{where}: the label has more than {_LONGEST} words. Say it shorter, in your own words."
        if len(words) >= _QUOTED and _runs([line["label"]]) & runs:
            yield f"{where}: the label has {_QUOTED} words in a row as somebody wrote them. Say it in your own words."
        if NAME in marks(line["label"]):
            yield f"{where}: the label may name somebody. Take it out, or write with a small letter what is no name."


def _wrong_lines(workbook: CodingWorkbook, item: str, runs: set[tuple[str, ...]]):
    names = {line["name"] for line in workbook.themes}
    for line in workbook.lines[item]:
        where = f"{sheets.FILE}, sheet {item}, line {line.number}"
        yield from (f"{where}, {head}: this is none of the names on the sheet {sheets.THEMES}. Correct it, or add the "
                    "theme there." for head, code in line.cells.items()
                    if (head.startswith(sheets.CODER) or head == AGREED) and code and code not in names)
        if line[SIGNED] and line[SIGNED] not in workbook.roles:
            yield f"{where}, {SIGNED}: this is none of the roles on the sheet {sheets.ROLES}. Write a role, not a name."
        if _runs([line[PARAPHRASE]]) & runs:
            yield f"{where}, {PARAPHRASE}: {_QUOTED} words in a row as somebody wrote them. Say it in your own words."
        if (SURE | {NAME}) & set(marks(line[PARAPHRASE])):
            yield (f"{where}, {PARAPHRASE}: it may name somebody: a name, an e-mail address, a phone number or a "
                   "postcode. Take it out, or write with a small letter what is no name.")


def _runs(texts) -> set[tuple[str, ...]]:
    """Every few words in a row; of a shorter text all of it."""
    every = [words for text in texts if (words := re.findall(r"\w+", text.lower()))]
    return {tuple(words[n:n + _QUOTED]) for words in every for n in range(max(1, len(words) - _QUOTED + 1))}


def _coded(item: str, workbook: CodingWorkbook) -> CodedQuestion:
    lines, coders = workbook.lines[item], [head for head in workbook.heads[item] if head.startswith(sheets.CODER)]
    used = [codes for coder in coders if any(codes := [line[coder] or None for line in lines])]
    both = [(a, b) for one, two in combinations(used, 2) for a, b in zip(one, two, strict=True) if a and b]
    themes, unsettled = [], []
    for line in lines:
        said = {coder: line[coder] for coder in coders if line[coder]}
        themes.append(line[AGREED] or (line[next(iter(said))] if len({*said.values()}) == 1 else ""))
        if not themes[-1]:
            codes = " and ".join(f"{coder} says {code}" for coder, code in said.items()) or "nobody has coded it"
            unsettled.append(f"{sheets.FILE}, sheet {item}, line {line.number}: {codes}. Settle it under {AGREED}.")
    return CodedQuestion(item, lines, themes, len(used), cohens_kappa(*used) if len(used) == 2 else None,
                         krippendorffs_alpha(used), sum(a == b for a, b in both) / len(both) if both else float("nan"),
                         unsettled)
