"""Everything an attacker can read out of a folder: each file opened, unpacked and decoded until nothing is left."""

import base64
import binascii
import contextlib
import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_DEEPEST = 8
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_MAGIC = (b"PK\x03\x04", b"\x89PNG", b"%PDF", b"\x1f\x8b", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<svg")


def read_all(folder: Path) -> dict[str, str]:
    """For each file below a folder, by relative path, all its texts in every decoding, in lower case; names too."""
    return {str(path.relative_to(folder)): f"{path.name}\n{everything(path.read_bytes())}".casefold()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def everything(data: bytes) -> str:
    """All texts found in some bytes, one below the other, white space folded."""
    return "\n".join(dict.fromkeys(" ".join(text.split()) for text in _texts(data)))


def found_in(texts: dict[str, str], words) -> list[tuple[str, str]]:
    """Which of the words stand in which file: (word, path)."""
    folded = [(word, " ".join(word.split()).casefold()) for word in words]
    there = _runs(texts.values(), [plain for _, plain in folded])
    return [(word, path) for word, plain in folded if plain in there for path, text in texts.items() if plain in text]


def _runs(texts, words: list[str]) -> str:
    """All of the texts in which a word can stand, each stretch once.

    A stretch has only letters that words have, and is no shorter than the shortest of them. Packed bytes read as text,
    and what stands in many files, are most of what an attacker reads.
    """
    letters = re.escape("".join(sorted(set().union(*words))))
    if not letters:
        return ""
    run = re.compile(f"[{letters}]{{{min(map(len, words))},}}")
    return "\n".join(dict.fromkeys(found for text in texts for found in run.findall(text)))


@cache
def _texts(data: bytes, depth: int = 0) -> tuple[str, ...]:
    if depth > _DEEPEST:
        return ()
    found = [text for part in _parts(data) for text in _texts(part, depth + 1)]
    for text in _as_text(data):
        found.append(text)
        found += [inner for other in _other_forms(text) for inner in _texts(other, depth + 1)]
    return tuple(dict.fromkeys(found))


def _parts(data: bytes):
    """The members of a container: zip (so xlsx, docx), PNG text chunks, pdf streams, gzip."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as box:
                yield box.comment
                for member in box.infolist():
                    yield from (member.filename.encode(), member.comment, member.extra, box.read(member))
        except zipfile.BadZipFile:
            pass
    elif data.startswith(b"\x89PNG"):
        yield from _chunks(data)
    elif data.startswith(b"%PDF"):
        yield from filter(None, map(_inflated, re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)))
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)


def _chunks(data: bytes):
    at = 8
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield body.replace(b"\0", b" ")
        if kind in (b"zTXt", b"iTXt"):
            yield from filter(None, (_inflated(body[n:]) for n in range(len(body)) if body[n:n + 1] == b"\x78"))
        at += size + 12


def _inflated(data: bytes) -> bytes | None:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return None


def _as_text(data: bytes):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        for code in ("utf-16", "utf-16-le", "utf-16-be"):
            yield data.decode(code, "replace")
    yield data.decode("utf-8-sig", "replace")


def _other_forms(text: str):
    """The same text without one layer: JSON, HTML, URL and backslash escapes, tags, base64 runs."""
    for form in (unescape(text), unquote(text), _ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)), text),
                 re.sub(r"<[^>]*>", "", text)):
        if form != text:
            yield form.encode("utf-8", "replace")
    if text.lstrip()[:1] in ("{", "[", '"'):
        with contextlib.suppress(ValueError):
            yield from (value.encode("utf-8", "replace") for value in _strings(json.loads(text)))
    for run in _BASE64.findall(text):
        yield from filter(None, [_unpacked(run)])


def _strings(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _strings(part)
        if value and all(isinstance(part, str) for part in value):
            yield "".join(value)
    elif isinstance(value, str):
        yield value


def _unpacked(run: str) -> bytes | None:
    run = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(run + "=" * (-len(run) % 4))
    except (binascii.Error, ValueError):
        return None
    if data.startswith(_MAGIC):
        return data
    for code in ("utf-8", "utf-16-le"):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if text and sum(c.isprintable() and c.isascii() or c.isspace() for c in text) > 0.9 * len(text):
            return text.encode()
    return None
