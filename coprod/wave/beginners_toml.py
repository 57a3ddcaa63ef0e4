"""Reads wave.toml as people write it: other quotation marks and encodings are taken, other slips named by line."""

import codecs
import re
import tomllib
from datetime import date
from pathlib import Path

from coprod.errors import BadInput, names_file

_MOST = 1 << 16  # bytes
_LINE = re.compile(r"\s*([\w-]+)\s*([=:]?)\s*(.*?)\s*")
_QUOTES = re.compile(r'^(\s*[\w-]+\s*=\s*)[“”„‟"\'‘’‚](.*?)[“”„‟"\'‘’‚](\s*(?:#.*)?)$')
_CURLED = re.compile("[“”„‟‘’‚]")
_SLASHED = re.compile(r"[\"'“”]?(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})[\"'“”]?")
_SHORT = re.compile(r"[\"'“”]?(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})[\"'“”]?")
_COMMA = re.compile(r"-?\d+,\d+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


def read_toml(path: Path) -> dict:
    """The settings of a file. Raises BadInput by line, with the right form, for what cannot be read."""
    text = _text_of(path)
    lines = [_QUOTES.sub(_plain_quotes, line) for line in text.splitlines()]
    try:
        return tomllib.loads("\n".join(lines) + "\n")
    except (ValueError, RecursionError) as error:
        problems = [f"{path.name}, line {number}: {said}" for number, line in enumerate(lines, 1)
                    if (said := _slip(line))]
        raise BadInput(*(problems or [_twice(path, lines) or _unknown(path, error)])) from None


def _text_of(path: Path) -> str:
    """The text, whether an editor saved it as UTF-8, UTF-16 or in the Windows encoding."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise names_file(error, path)  # noqa: B904
    if len(data) > _MOST or b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadInput(f"{path.name} is no text of a few lines. Copy one from an example wave and fill it in with a "
                       "plain text editor, such as Notepad.")
    codec = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _plain_quotes(line: re.Match) -> str:
    """A text in whatever quotation marks, in those that are read."""
    if not _CURLED.search(line[0]):
        return line[0]
    inside = line[2].replace("\\", "\\\\").replace('"', '\\"')
    return f'{line[1]}"{inside}"{line[3]}'


def _slip(line: str) -> str:
    """What is wrong with a line, and its right form; "" where nothing is seen."""
    name, sign, value = _LINE.fullmatch(line).groups() if _LINE.fullmatch(line) else ("", "", "")
    value = value if value[:1] in "\"'" else value.partition("#")[0].strip()
    if not line.strip() or line.lstrip().startswith("#"):
        return ""
    if not name or not sign:
        return 'expected a name, the sign = and a value, such as title = "Staff survey".'
    if sign == ":":
        return f"write the sign = between {name} and its value, not a colon."
    return _slip_of_value(name, value)


def _slip_of_value(name: str, value: str) -> str:
    """As `_slip`. A value is repeated only where it is a number or a date."""
    if not value:
        return f"{name} is still to be filled in."
    if day := _SLASHED.fullmatch(value):
        return (f"write the date of {name} as year-month-day: {day[3]}-{day[2]:0>2}-{day[1]:0>2} if {value} says the "
                f"day first, without quotation marks.")
    if (day := _SHORT.fullmatch(value)) and value != (right := f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"):
        return f"write the date of {name} as {right}, without quotation marks."
    if day and not _is_day(value):
        return f"there is no such day as {value}. Correct the date of {name}."
    if day:
        return ""
    if _COMMA.fullmatch(value):
        return f"write {value.replace(',', '.')} with a point, not {value}."
    if share := _SHARE.fullmatch(value):
        return f"write {name} as a number from 0 to 1: {float(share[1].replace(',', '.')) / 100:g} for {value}."
    if value.lower() in ("true", "false", "yes", "no"):
        right = {"yes": "true", "no": "false"}.get(value.lower(), value.lower())
        return "" if value == right else f"write {name} = {right}, in small letters and without quotation marks."
    return _slip_of_text(name, value)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _slip_of_text(name: str, value: str) -> str:
    quoted = re.fullmatch(r'("(?:[^"\\]|\\.)*"|\'[^\']*\')\s*(#.*)?', value)
    if quoted or _NUMBER.fullmatch(value):
        return "a backslash stands in the text. Write two of them, or a slash." if "\\" in value else ""
    if value.startswith(('"', "'")):
        return (f"the text of {name} needs one quotation mark before it and one behind it, and none inside. Close it, "
                "or leave out those inside.")
    return f'write the text of {name} in quotation marks: {name} = "…".'


def _twice(path: Path, lines: list[str]) -> str:
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        name = (_LINE.fullmatch(line) or ("", ""))[1]
        if name and first.setdefault(name, number) != number:
            return f"{path.name}, line {number}: {name} stands in line {first[name]} too. Keep the line that is right."
    return ""


def _unknown(path: Path, error: Exception) -> str:
    place = re.search(r"at line (\d+)", str(error))
    where = f"{path.name}, line {place[1]}" if place else path.name
    return (f'{where}: this cannot be read. Each line is a name, the sign = and a value: a text in "quotation marks", '
            "a date such as 2016-10-10, a number such as 0.15, true or false.")
