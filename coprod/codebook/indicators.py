"""The sheets indicators and breakdowns: what is made of answers and by what it may be shown, declared in advance."""

import fnmatch

from coprod.codebook.definitions import Breakdown, Indicator
from coprod.codebook.expressions import Rule, parse_rule
from coprod.codebook.questions import Questions, check_name, is_yes
from coprod.codebook.sheets_of_codebook import Problems, SheetRow

MOST_HEADLINES = 5
_WAYS = ("higher", "lower", "neither")


def read_indicators(rows: list[SheetRow], asked: Questions, problems: Problems) -> dict[str, Indicator]:
    """The indicators, each problem noted with sheet and row. A star in `items` stands for all asked items that fit."""
    indicators: dict[str, Indicator] = {}
    headlines = 0
    for row in rows:
        check_name(row, [*asked.items, *indicators], problems)
        if row["better"] not in _WAYS:
            problems.add(row, f"better must be {', '.join(_WAYS[:-1])} or {_WAYS[-1]}.")
        headline = is_yes(row, "headline", problems)
        headlines += headline
        if headline and headlines > MOST_HEADLINES:
            problems.add(row, f"{headlines} headline indicators; at most {MOST_HEADLINES} can be tested fairly. "
                              "Choose them before the data come in.")
        _check_words(row, headline, problems)
        names = _names(row, asked, problems)
        rule = problems.parsed(row, "rule", parse_rule, None)
        if rule and names:
            _check_rule(row, rule, names, asked, problems)
        indicators[row["name"]] = Indicator(
            row["name"], row["label"], row["phrase"], names, rule, row["better"], headline)
    return indicators


def read_breakdowns(rows: list[SheetRow], asked: Questions, indicators: dict[str, Indicator],
                    problems: Problems) -> dict[str, Breakdown]:
    """The breakdowns, each problem noted with sheet and row.

    By items with one answer, put to everybody, with two answers or more, that say what people are and not what they
    think: they have no better answer and feed no indicator.
    """
    opinions = {name for indicator in indicators.values() for name in indicator.items}
    breakdowns: dict[str, Breakdown] = {}
    for row in rows:
        item = asked.items.get(row["item"])
        if not row["name"] or not row["label"]:
            problems.add(row, "a breakdown needs a name and a label.")
        if row["name"] in breakdowns or any(row["item"] == other.item for other in breakdowns.values()):
            problems.add(row, "a breakdown with this name or this item stands above. Keep one.")
        if item is None or item.kind != "one":
            problems.add(row, f'"{row["item"]}" is not an item with one answer on the survey sheet.')
        elif item.universe.nobody:
            problems.add(row, f'"{row["item"]}" is in the bank and not asked, so results cannot be shown by it.')
        elif item.universe.any_of:
            problems.add(row, f'"{row["item"]}" is put to some staff only, so results cannot be shown by it.')
        elif len(asked.ratings(item.name)) < 2:
            problems.add(row, f'"{row["item"]}" has fewer than two answers to compare.')
        elif item.better != "neither" or item.name in opinions:
            problems.add(row, f'"{row["item"]}" says what people think. A breakdown is by what they are, such as their '
                              "team or role. Take this row out, or leave polarity blank if it is no opinion.")
        breakdowns[row["name"]] = Breakdown(row["name"], row["label"], row["item"])
    return breakdowns


def _check_words(row: SheetRow, headline: bool, problems: Problems) -> None:
    if not row["label"]:
        problems.add(row, "an indicator needs a label.")
    if row["rule"] == "score" and headline:
        problems.add(row, "a score cannot be a headline indicator.")
    elif headline and not row["phrase"]:
        problems.add(row, 'a headline indicator needs a phrase: what ends a sentence that starts "6 in 10 staff".')


def _names(row: SheetRow, asked: Questions, problems: Problems) -> tuple[str, ...]:
    """The items an indicator is made of; those of the bank are refused where they are named outright."""
    open_to = [name for name, item in asked.items.items() if not item.universe.nobody]
    patterns = row["items"].split()
    found = {pattern: fnmatch.filter(open_to, pattern) for pattern in patterns}
    lost = [pattern for pattern in patterns if not found[pattern]]
    if banked := [name for name in lost if fnmatch.filter(asked.items, name)]:
        problems.add(row, f"{' and '.join(banked)}: in the bank and not asked, so nothing can be made of it.")
    elif lost or not patterns:
        problems.add(row, f"no item is named {' or '.join(lost) or 'here'}. The items are on the survey sheet.")
    return () if lost else tuple(dict.fromkeys(name for pattern in patterns for name in found[pattern]))


def _check_rule(row: SheetRow, rule: Rule, names: tuple[str, ...], asked: Questions, problems: Problems) -> None:
    if rule.score:
        lengths = {len(asked.ratings(name)) for name in names}
        if len(names) < 3 or len(lengths) > 1 or any(asked.items[name].kind != "one" for name in names):
            problems.add(row, "a score needs three or more items with one answer each and equally long scales.")
        return
    if not rule.limit and len(rule.answers) != len(names):
        problems.add(row, f'{len(names)} items but {len(rule.answers)} parts in the rule; give one "in …" for each.')
        return
    if rule.limit and not (rule.limit == "least") <= rule.number < len(names) + (rule.limit == "least"):
        problems.add(row, f"at {rule.limit} {rule.number} of {len(names)} items holds for everybody or nobody. "
                          "Change the number.")
    for n, name in enumerate(names):
        _check_part(row, name, rule.answers[0 if rule.limit else n], asked, problems)


def _check_part(row: SheetRow, name: str, answers: frozenset[str], asked: Questions, problems: Problems) -> None:
    known = {answer.name for answer in asked.ratings(name)}
    if asked.items[name].kind != "one":
        problems.add(row, f'"{name}" is not a question with one answer, so no rule can read it.')
    elif wrong := sorted(answers - known):
        problems.add(row, f'{", ".join(wrong)}: no such rating among the answers of "{name}".')
    elif answers == known:
        problems.add(row, f'the rule names every rating of "{name}", so it tells nothing. Leave some out.')
