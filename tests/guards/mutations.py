"""Damages files: bytes and texts at random, always in the same way, and workbooks in their parts."""

import io
import json
import random
import zipfile

_SIGNS = [
    "", ",", ";", '"', "\n", "\t", "\0", "=", "'", "{", "}", "[", "]", "<", "é", "\ufeff", "\u2028", "“", "-1", "0",
    "1e999", "null", "true", "NaN", "2020-02-30", "../", "\\", "\ud7ff", "𝔸", "#", "9" * 400, "A" * 3000]
_XML = [
    "", "A", "XFD1048576", "A0", "ZZZZ9999999999", "1", "-1", "9" * 25, "&#0;", "&lol;", "<c>", "</row>", 's="b"',
    't="s"', "s", "inlineStr", "e", "d", "2020-13-99"]
_VALUES = (None, 5, -1, 1e300, "x", "", [], {}, [1], [{}], True, "2020-13-40", [[[[]]]], 10**30)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """A text with one to three things done to it: cut, doubled, replaced, set in, other bytes."""
    for _ in range(rng.randint(1, 3)):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((0, 1, 2, 8, 60)))
        new = rng.choice((rng.choice(_SIGNS).encode(), rng.randbytes(rng.randint(1, 4)), data[start:end] * 2, b""))
        data = data[:start] + new + data[end:]
        if rng.random() < 0.03:
            data = data[:rng.randrange(len(data) + 1)]
    return data


def mutated_json(data: bytes, rng: random.Random) -> bytes:
    """JSON in which a value was exchanged for one of another kind; or any text (`mutated`)."""
    if rng.random() < 0.4:
        return mutated(data, rng)
    whole = json.loads(data)
    place = whole
    while isinstance(place, dict | list) and place:
        key = rng.choice(list(place)) if isinstance(place, dict) else rng.randrange(len(place))
        if rng.random() < 0.4 or not isinstance(place[key], dict | list) or not place[key]:
            place[key] = rng.choice(_VALUES)
            break
        place = place[key]
    return json.dumps(whole).encode()


class Packed:
    """The parts of a workbook, to be damaged one at a time."""

    def __init__(self, data: bytes):
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            self.parts = {name: box.read(name) for name in box.namelist()}
        self.sheets = [name for name in self.parts
                       if "worksheets/" in name or name.endswith(("sharedStrings.xml", "workbook.xml"))]

    def mutated(self, rng: random.Random) -> bytes:
        """The workbook with a damaged part, or damaged as a whole."""
        if rng.random() < 0.15:
            return mutated(self.data, rng)
        parts, name = dict(self.parts), rng.choice(self.sheets)
        parts[name] = self._xml(parts[name], rng) if rng.random() < 0.8 else mutated(parts[name], rng)
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w") as made:
            for one, content in parts.items():
                made.writestr(one, content)
        return box.getvalue()

    @staticmethod
    def _xml(part: bytes, rng: random.Random) -> bytes:
        """One attribute or text is another; the XML stays what it is."""
        cuts = [n for n, sign in enumerate(part) if sign in b'">']
        start = rng.choice(cuts) + 1
        end = min((place for sign in b'"<' if (place := part.find(sign, start)) >= 0), default=start)
        return part[:start] + rng.choice(_XML).encode() + part[end:]
