"""The pictures of the explorer: rows of marks, drawn at once as SVG and as PNG, without the slow start of matplotlib.

The look is that of `sheet.py`: words above the marks, a scale from 0% to 100%, the same colours.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from coprod.report.charts.sheet import BLUE, PURPLE, TEAL
from coprod.report.tables import percent

SERIES = ((BLUE, "o"), (TEAL, "D"), (PURPLE, "s"))
_INK, _SOFT, _TRACK = "#16202B", "#46525E", "#E6EBF0"
_SIDE, _LINE, _SIZE = 8.0, 19.0, 14
_SHARP = 2  # pixels of the PNG for one unit of the drawing
_MARK = 6.0


@dataclass(frozen=True)
class Mark:
    """A range (0-1) with a share on it; without a share the range is all that is known (a band)."""

    low: float
    high: float
    share: float | None = None
    series: int = 0


@dataclass(frozen=True)
class Row:
    """A label with its marks one under the other, or with the `parts` (share, tone) of a bar; a heading has neither."""

    label: str
    value: str = ""
    marks: tuple[Mark, ...] = ()
    parts: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Picture:
    """Rows from the top, a key of (words, tone, shape), what the scale means, and how wide the drawing is."""

    rows: tuple[Row, ...]
    axis: str
    key: tuple[tuple[str, str, str], ...] = ()
    wide: int = 520

    def shapes(self) -> tuple[list[tuple], float]:
        """Everything to draw, from back to front, and the height."""
        pen = _Pen(self.wide)
        pen.keys(self.key)
        for row in self.rows:
            pen.row(row)
        pen.scale(self.axis)
        return pen.shapes, pen.y

    def svg(self) -> str:
        """The drawing as SVG text; words stay words."""
        shapes, height = self.shapes()
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide} {height:.0f}" width="{self.wide}" '
                f'height="{height:.0f}" font-family="DejaVu Sans, Arial, Helvetica, sans-serif">'
                f'<rect width="100%" height="100%" fill="#fff"/>{"".join(map(_as_svg, shapes))}</svg>')

    def png(self) -> bytes:
        """The same drawing as a PNG file."""
        from PIL import Image, ImageDraw

        shapes, height = self.shapes()
        image = Image.new("RGB", (self.wide * _SHARP, round(height * _SHARP)), "#fff")
        canvas = ImageDraw.Draw(image)
        for shape in shapes:
            _on_canvas(canvas, *shape)
        data = BytesIO()
        image.save(data, "PNG")
        return data.getvalue()

    def img(self, alt: str) -> str:
        """The drawing as a picture that says in words what it shows."""
        return f'<img alt="{escape(alt)}" src="{data_address("image/svg+xml", self.svg().encode())}">'


def data_address(kind: str, data: bytes) -> str:
    """The bytes as an address that needs no file."""
    return f"data:{kind};base64,{b64encode(data).decode()}"


class _Pen:
    """Writes shapes from the top downwards; `y` is where the next one goes."""

    def __init__(self, wide):
        self.shapes, self.y, self.room, self.wide = [], 8.0, wide - 2 * _SIDE, wide

    def text(self, x, words, tone=_INK, bold=False, anchor="start", size=_SIZE):
        self.shapes.append(("text", x, self.y - 5, words, tone, bold, anchor, size))

    def lines(self, words, room, **look):
        for line in _wrapped(words, room, look.get("bold", False)):
            self.y += _LINE
            self.text(_SIDE, line, **look)

    def keys(self, entries):
        x = 0.0
        self.y += _LINE * bool(entries)
        for words, tone, shape in entries:
            wide = 20 + _wide(words)
            if x and x + wide > self.room:
                x, self.y = 0.0, self.y + _LINE + 2
            self.shapes.append(("mark", _SIDE + x + 7, self.y - 10, shape, tone))
            self.text(_SIDE + x + 20, words)
            x += wide + 18
        self.y += 8 * bool(entries)

    def row(self, row):
        if not row.marks and not row.parts:
            self.y += 10
            self.lines(row.label, self.room, bold=True)
            self.y += 2
            return
        self.lines(row.label, self.room - (_wide(row.value, True) + 14 if row.value else 0))
        if row.value:
            self.text(self.wide - _SIDE, row.value, bold=True, anchor="end")
        self.y += 3
        self.parts(row.parts) if row.parts else self.marks(row.marks)
        self.y += 9

    def marks(self, marks):
        step, top = 13.0, self.y
        for a, b in ((0, 0.248), (0.252, 0.498), (0.502, 0.748), (0.752, 1)):
            self.shapes.append(("rect", self._x(a), top, (b - a) * self.room, step * len(marks), _TRACK))
        for mark in marks:
            tone, shape = SERIES[mark.series]
            thick, middle = (4 if mark.share is not None else 11), self.y + step / 2
            wide = max((mark.high - mark.low) * self.room, 2)
            self.shapes.append(("rect", self._x(mark.low), middle - thick / 2, wide, thick, tone))
            if mark.share is not None:
                self.shapes.append(("mark", self._x(mark.share), middle, shape, tone))
            self.y += step

    def parts(self, parts):
        left, high = 0.0, 25.0
        for share, tone in parts:
            wide = share * self.room
            self.shapes.append(("rect", self._x(left) + 0.8 * (left > 0), self.y, max(wide - 0.8 * (left > 0), 0.5), high, tone))
            number, middle = percent(share)[:-1], self._x(left) + wide / 2
            if wide >= _wide(number, True) + 5:
                self.shapes.append(("text", middle, self.y + high / 2 + 5, number, _ink_on(tone), True, "middle", _SIZE))
            left += share
        self.y += high

    def scale(self, axis):
        self.y += 6
        for mark, anchor in ((0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1, "end")):
            self.shapes.append(("text", self._x(mark), self.y + 9, f"{mark:.0%}", _SOFT, False, anchor, 13))
        self.y += 12
        for line in _wrapped(axis, self.room, False):
            self.y += _LINE
            self.text(self.wide / 2, line, _SOFT, anchor="middle", size=13)
        self.y += 4

    def _x(self, share):
        return _SIDE + share * self.room


def _as_svg(shape):
    kind, x, y, *rest = shape
    if kind == "rect":
        wide, high, tone = rest
        return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{tone}"/>'
    if kind == "text":
        words, tone, bold, anchor, size = rest
        more = (' font-weight="bold"' if bold else "") + (f' text-anchor="{anchor}"' if anchor != "start" else "")
        return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{tone}"{more}>{escape(words)}</text>'
    form, tone = rest
    look = f'fill="{tone}" stroke="#fff" stroke-width="1.5"'
    if form == "o":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_MARK}" {look}/>'
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in _corners(x, y, form))
    return f'<polygon points="{points}" {look}/>'


def _on_canvas(canvas, kind, x, y, *rest):
    x, y = x * _SHARP, y * _SHARP
    if kind == "rect":
        wide, high, tone = rest
        canvas.rectangle((x, y, x + wide * _SHARP - 1, y + high * _SHARP - 1), fill=tone)
    elif kind == "text":
        words, tone, bold, anchor, size = rest
        side = {"start": "l", "middle": "m", "end": "r"}[anchor]
        canvas.text((x, y), words, fill=tone, font=_face(size * _SHARP, bold), anchor=f"{side}s")
    elif rest[0] == "o":
        r = _MARK * _SHARP
        canvas.ellipse((x - r, y - r, x + r, y + r), fill=rest[1], outline="#fff", width=_SHARP)
    else:
        canvas.polygon([(a * _SHARP, b * _SHARP) for a, b in _corners(x / _SHARP, y / _SHARP, rest[0])], fill=rest[1],
                       outline="#fff", width=_SHARP)


def _corners(x, y, form):
    r = _MARK * (1.15 if form == "D" else 0.9)
    ways = ((0, -1), (1, 0), (0, 1), (-1, 0)) if form == "D" else ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [(x + r * a, y + r * b) for a, b in ways]


def _ink_on(tone):
    """White or near black, whichever reads better on a tone (as in `sheet.py`)."""
    parts = [int(tone[n:n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return "#FFFFFF" if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.19 else _INK


@cache
def _face(size, bold):
    from PIL import ImageFont

    # The face that comes with matplotlib, found without importing it.
    fonts = Path(find_spec("matplotlib").submodule_search_locations[0], "mpl-data", "fonts", "ttf")
    return ImageFont.truetype(str(fonts / f"DejaVuSans{'-Bold' if bold else ''}.ttf"), size)


def _wide(words, bold=False):
    return _face(_SIZE, bold).getlength(words)


def _wrapped(words, room, bold):
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if not lines[-1] or _wide(longer, bold) <= room else [*lines, word]
    return lines
