"""The one way to a sentence: its key and the raw values; how each value is written stands in the sentence."""

from collections.abc import Mapping

from coprod.errors import BadInput
from coprod.report.messages.catalogue import BY, entry, spoken, variant
from coprod.report.messages.values import filled, isolated, plain, shown


def say(key: str, **values) -> str | tuple[str, ...]:
    """The sentence of a key such as "teams.answered", with each value written as its {place:format} says.

    A key that holds a list gives a tuple of sentences. One that holds a table of variants is chosen by the value
    that its `chosen_by` names, or by `count`. A {place} with a dot in it is another key, said with the same values.
    Raises BadInput for a key that English does not have, a value that is not given, an unknown format.
    """
    held = entry(key)
    while isinstance(held, dict):
        held = variant(key, held, _value(key, held.get(BY, "count"), values))
    if isinstance(held, list):
        return tuple(_filled(key, text, values) for text in held)
    return _filled(key, held, values)


def counted(key: str, counts: Mapping[str, int]) -> str:
    """Counts as part of a sentence: "2 improved and 1 got worse"; "" where there are none.

    key: of a table that has a sentence with {count} for each name, in the order they are told; counts: name -> number.
    """
    told = [say(f"{key}.{name}", count=counts[name]) for name in entry(key) if counts.get(name)]
    return shown(told, "list") if told else ""


def _filled(key: str, text: str, values: dict) -> str:
    def put(place: str) -> str:
        return say(place, **values) if "." in place else isolated(plain(_value(key, place, values)))

    return filled(text, put)


def _value(key: str, place: str, values: dict):
    """What a place such as "share:percent" stands for."""
    name, *formats = place.split(":")
    if name not in values:
        raise BadInput(f'{spoken()}.toml, "{key}": there is nothing to put into {{{name}}}. '
                       f"Expected in brackets: {', '.join(sorted(values)) or 'nothing'}.")
    try:
        return shown(values[name], *formats)
    except BadInput as error:
        raise BadInput(f'{spoken()}.toml, "{key}", {{{place}}}: {" ".join(error.problems)}') from None
