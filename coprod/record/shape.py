"""JSON values as dataclasses and back; what does not fit is said by its place, and never repeated."""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false",
          date: "a date such as 2016-10-10"}

_MOST = 1e15  # no number that coprod writes is larger


class Misfit(ValueError):
    """A value that is not of the form expected; says where, and what was expected."""


def parsed(text: str | bytes, kind, where: str = "", **given):
    """JSON text as `kind`, as of `shaped`. Raises Misfit, also for what is no JSON at all."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Misfit(f"{where or 'it'}: expected JSON, as it was written") from None
    return shaped(kind, value, where, **given)


def shaped(kind, value, where: str = "", **given):
    """A JSON value as `kind`: a dataclass, tuple, dict of texts to one kind, date, plain type, or one of these or
    nothing. Raises Misfit.

    given: fields of a dataclass that do not stand in the value.
    """
    if is_dataclass(kind):
        return _dataclass(kind, value, where, given)
    if kind is object:
        return value
    if get_origin(kind) is UnionType:
        (something,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else shaped(something, value, where)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise Misfit(f"{where}: expected a list")
        return tuple(shaped(get_args(kind)[0], one, f"{where}[{n}]") for n, one in enumerate(value))
    if get_origin(kind) is dict:
        if not isinstance(value, dict):
            raise Misfit(f"{where or 'it'}: expected a table of named values")
        return {name: shaped(get_args(kind)[1], one, f"{where}.{name}".lstrip(".")) for name, one in value.items()}
    return _simple(kind, value, where)


def _simple(kind, value, where: str):
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Misfit(f"{where}: expected {_NAMES[date]}") from None
    fits = type(value) is kind or kind is float and type(value) is int
    if not fits or kind in (int, float) and not abs(value) < _MOST or kind is float and not isfinite(value):
        raise Misfit(f"{where}: expected {_NAMES[kind]}")
    return value


def plain(value):
    """A dataclass, tuple or date as JSON knows them."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _dataclass(kind, value, where: str, given: dict):
    if not isinstance(value, dict):
        raise Misfit(f"{where or 'it'}: expected a table of named values")
    hints = {name: hint for name, hint in _hints(kind).items() if name not in given}
    hints = {name: hint for name, hint in hints.items() if name in value or name not in _optional(kind)}
    if missing := sorted(hints.keys() - value.keys()):
        raise Misfit(f"{where or 'it'}: {', '.join(missing)} is missing")
    if value.keys() - hints.keys():
        raise Misfit(f"{where or 'it'}: expected {', '.join(hints)} and nothing else")
    made = {name: shaped(hint, value[name], f"{where}.{name}".lstrip(".")) for name, hint in hints.items()}
    return kind(**given, **made)


@cache
def _optional(kind) -> frozenset[str]:
    """The fields that an older file may lack."""
    return frozenset(field.name for field in fields(kind) if field.default is not MISSING)


@cache
def _hints(kind) -> dict:
    return get_type_hints(kind)
