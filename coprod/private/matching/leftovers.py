"""What no column holds and which columns nobody has explained: in sentences, with the nearest candidate."""

import difflib
from collections import Counter
from collections.abc import Mapping

from coprod.codebook import Codebook
from coprod.private.matching.columns_of_items import Matched, Target, lost
from coprod.private.matching.reading import name_of
from coprod.private.readers import fold

_ALIKE = 0.5
_SHOWN, _COMPARED, _TITLE = 20, 300, 120  # in one message; columns for which a candidate is looked for; letters of one


def leftovers(files: list[Matched], book: Codebook, wave: str) -> list[str]:
    """A sentence for each item without a column and each column without an item, with the nearest candidate."""
    problems = []
    for found in files:
        near, missing = nearest(found, book), lost(found, book)
        missing = [target for target in missing if target not in found.double.values()]
        problems += [_no_column(found, target, near, book) for target in missing[:_SHOWN]]
        problems += [_no_item(found, n, near) for n in found.unknown[:_SHOWN]]
        more = len(missing[_SHOWN:]) + len(found.unknown[_SHOWN:])
        problems += [f"{found.file}: {more} more items or columns like these."] if more else []
    if problems:
        problems.append(f"Run `coprod map {wave}`: it writes reading.xlsx, in which you confirm what each column "
                        f"holds.")
    return list(dict.fromkeys(problems + [line for found in files for line in _twice(found)]))


def nearest(found: Matched, book: Codebook) -> dict[int, Target]:
    """For unknown columns the likeliest of what no column holds, for a person to confirm."""
    texts = [(item.name, "") for item in book.asked if item.kind == "text" and not found.columns(item.name)]
    words = {words: target for target in [*lost(found, book), *texts] for words in _worded(target, book)}
    unknown = [n for n in found.unknown if n not in found.double and n not in found.beside][:_COMPARED]
    near = {n: difflib.get_close_matches(fold(found.titles[n]), words, 1, _ALIKE) for n in unknown}
    return {n: words[alike[0]] for n, alike in near.items() if alike}


def short(title: str) -> str:
    """A column's name, no longer than a line."""
    return title if len(title) <= _TITLE else f"{title[:_TITLE // 2]} … {title[-_TITLE // 2:]}"


def _worded(target: Target, book: Codebook) -> list[str]:
    """What a heading of this item or option might say: all of it, or its last part alone."""
    item = book.items[target[0]]
    parts = list(filter(None, (item.stem, item.label, _option(target, book))))
    return [fold(": ".join(parts[n:])) for n in range(len(parts))]


def _option(target: Target, book: Codebook) -> str:
    """The option's label; "" where the target is the item itself."""
    return next(answer.label for answer in book.answers(target[0]) if answer.name == target[1]) if target[1] else ""


def _no_column(found: Matched, target: Target, near: Mapping[int, Target], book: Codebook) -> str:
    item, label = book.items[target[0]], _option(target, book)
    what = f'option "{target[1]}" of item "{item.name}"' if target[1] else f'item "{item.name}"'
    hint = next((f' The nearest column is "{short(found.titles[n])}".' for n, held in near.items() if held == target),
                "")
    return (f'{found.file}: no column for {what}, expected under the heading "{label or item.label}".{hint} '
            "Export all questions, or correct the wording in codebook.xlsx. If a later export of the same answers is "
            "there "
            "too, take this older file away.")


def _no_item(found: Matched, column: int, near: Mapping[int, Target]) -> str:
    title = short(found.titles[column])
    if column in found.double:
        return (f'{found.file}: two columns hold "{name_of(found.double[column])}", this is one: "{title}". Where no '
                f'row '
                "fills both they are read as one, once you have confirmed it.")
    if column in found.beside:
        return (f'{found.file}: the column "{title}" holds words beside the answers of item '
                f'"{found.beside[column]}", whose '
                'list has no answer named other. If the form offered "Other", add other to the choices sheet of '
                "codebook.xlsx; or leave the column out: then who wrote there and chose nothing else did not answer.")
    hint = f' The nearest item is "{name_of(near[column])}".' if column in near else ""
    return f'{found.file}: the column "{title}" is none of the codebook\'s items.{hint}'


def _twice(found: Matched) -> list[str]:
    """Columns of one question that a person confirmed are joined; a question read in two ways at once is not."""
    held = Counter(target for n, target in found.targets.items() if found.how[n] != "mapping")
    return [f'{found.file}: two columns hold "{name_of(target)}". Keep the one that is right.'
            for target, number in held.items() if number > 1]
