"""A drawing: rows of marks under their words, laid out from the top; the same on a page, as a file or in pixels."""

from dataclasses import dataclass, field

from coprod.report.charts import surfaces
from coprod.report.charts.lettering import SIZE, wide, wrapped
from coprod.report.charts.surfaces import Dot, Rect, Shape, Stroke, Track, Words
from coprod.report.charts.tones import INK, SERIES, SOFT, TEAL, TRACK, Tone, ink_on
from coprod.report.messages import say, shown

PAGE, SCREEN = 340, 520  # units: what a phone shows whole, and the explorer's width
_SIDE, _LINE, _SMALL = 4.0, 19.0, 13
_STEP, _BAND, _BAR = 14.0, 11.0, 26.0  # heights: of a row of marks, of a mark without a share, of a bar of answers
_GAP = 0.8  # between two answers of a bar
_QUARTERS = (0, 0.25, 0.5, 0.75, 1)
_ANCHORS = ("start", "middle", "middle", "middle", "end")


@dataclass(frozen=True)
class Mark:
    """A range (0-1) with a share on it; without a share the range is all that is known (a band)."""

    low: float
    high: float
    share: float | None = None
    series: int = 0


@dataclass(frozen=True)
class ChartRow:
    """A label with its marks one under the other, or with the `parts` (share, tone) of a bar; a heading has neither."""

    label: str
    value: str = ""
    marks: tuple[Mark, ...] = ()
    parts: tuple[tuple[float, Tone], ...] = ()


@dataclass(frozen=True)
class Panel:
    """Marks upright over time: at each of `places` (0-1) some side by side. `line`: shares joined from place to place;
    `middle`: a share drawn across."""

    places: tuple[float, ...]
    marks: tuple[tuple[Mark, ...], ...] = ()
    line: tuple[float, ...] = ()
    middle: float | None = None
    left: float = 0.0  # where the first place may begin: the words of the scale stand before it
    high: float = 165.0


@dataclass(frozen=True)
class Picture:
    """Rows from the top, a key of (words, tone, form), what the scale means, and how wide the drawing is.

    scale: (place 0-1, words, start, middle or end) under the rows; without any, 0% to 100%. rtl: right to left.
    """

    rows: tuple[ChartRow | Panel, ...]
    axis: str
    key: tuple[tuple[str, Tone, str], ...] = ()
    scale: tuple[tuple[float, str, str], ...] = ()
    wide: int = PAGE
    rtl: bool = field(default_factory=lambda: say("language.direction") == "rtl")

    def shapes(self) -> tuple[list[Shape], float]:
        """Everything to draw, from back to front, and the height."""
        pen = _Pen(self.wide)
        pen.keys(self.key)
        for row in self.rows:
            pen.panel(row) if isinstance(row, Panel) else pen.row(row)
        quarters = [(n, shown(n, "percent"), side) for n, side in zip(_QUARTERS, _ANCHORS, strict=True)]
        pen.scale(self.axis, self.scale or quarters)
        shapes = [surfaces.mirrored(shape, self.wide) for shape in pen.shapes] if self.rtl else pen.shapes
        return shapes, pen.y

    def svg(self, alt: str) -> str:
        """The drawing to stand in a page, in the page's colours and face; alt: what it shows, in words."""
        return surfaces.inline(*self.shapes(), self.wide, self.rtl, alt)

    def svg_file(self) -> str:
        """The drawing as an SVG file that needs no page."""
        return surfaces.alone(*self.shapes(), self.wide, self.rtl)

    def png(self) -> bytes:
        """The drawing as a PNG file, two pixels a unit."""
        return surfaces.pixels(*self.shapes(), self.wide, self.rtl)


class _Pen:
    """Writes shapes from the top downwards; `y` is where the next one goes."""

    def __init__(self, wide):
        self.shapes, self.y, self.room, self.wide = [], 4.0, wide - 2 * _SIDE, wide

    def text(self, x, words, tone=INK, bold=False, anchor="start", size=SIZE):
        self.shapes.append(Words(x, self.y - 5, words, tone, bold, anchor, size))

    def lines(self, words, room, x=_SIDE, **look):
        for line in wrapped(words, room, look.get("bold", False)):
            self.y += _LINE
            self.text(x, line, **look)

    def keys(self, entries):
        """What the tones and forms mean: in as few lines as they fit."""
        x = 0.0
        self.y += _LINE * bool(entries)
        for words, tone, form in entries:
            if x and x + 20 + wide(words) > self.room:
                x, self.y = 0.0, self.y + _LINE + 2
            first, *more = wrapped(words, self.room - 20)
            self.shapes.append(Dot(_SIDE + x + 7, self.y - 10, form, tone))
            self.text(_SIDE + x + 20, first)
            for line in more:
                self.y += _LINE
                self.text(_SIDE + x + 20, line)
            x += 20 + wide(words) + 18
        self.y += 8 * bool(entries)

    def row(self, row):
        if not row.marks and not row.parts:
            self.y += 8
            self.lines(row.label, self.room, bold=True)
            self.y += 3
            return
        for line in self.beside(row.label, wide(row.value, True) + 14 if row.value else 0):
            self.y += _LINE
            if line:
                self.text(_SIDE, line)
        if row.value:
            self.text(self.wide - _SIDE, row.value, bold=True, anchor="end")
        self.y += 2
        self.parts(row.parts) if row.parts else self.marks(row.marks)
        self.y += 10

    def beside(self, label, value):
        """The lines of a label, of which the last leaves room for its value."""
        narrow, full = (wrapped(label, room) for room in (self.room - value, self.room))
        if len(narrow) <= len(full) + 1:
            return narrow
        return full if wide(full[-1]) <= self.room - value else [*full, ""]

    def marks(self, marks):
        slim = 2.0 if len(marks) == 1 else 0.0  # one mark stands out of its track
        self.shapes.append(Track(_SIDE, self.y + slim, self.room, _STEP * len(marks) - 2 * slim, TRACK))
        for mark in marks:
            tone, form = SERIES[mark.series]
            thick, middle = (4 if mark.share is not None else _BAND), self.y + _STEP / 2
            self.y += _STEP
            if mark.share is None and mark.low == mark.high:
                continue
            long = max((mark.high - mark.low) * self.room, 2)
            self.shapes.append(Rect(self._x(mark.low), middle - thick / 2, long, thick, tone))
            if mark.share is not None:
                self.shapes.append(Dot(self._x(mark.share), middle, form, tone))

    def parts(self, parts):
        left = 0.0
        for share, tone in parts:
            gap, long = _GAP * (left > 0), share * self.room
            self.shapes.append(Rect(self._x(left) + gap, self.y, max(long - gap, 0.5), _BAR, tone))
            if long >= wide(number := shown(share, "whole"), True) + 5:
                middle = self._x(left) + long / 2
                self.shapes.append(Words(middle, self.y + _BAR / 2 + 5, number, ink_on(tone), True, "middle", SIZE))
            left += share
        self.y += _BAR

    def panel(self, panel):
        """A drawing over time, with lines at every quarter of its height."""
        top = self.y + 14
        self.y = top + panel.high

        def height(share):
            return self.y - min(share, 1) * panel.high

        for share in _QUARTERS:
            self.shapes += [Rect(_SIDE, height(share) - 0.8, self.room, 1.6, TRACK),
                            Words(_SIDE, height(share) - 4, shown(share, "percent"), SOFT, False, "start", _SMALL)]
        if panel.middle is not None:
            left = self._x(panel.left)
            self.shapes.append(Rect(left, height(panel.middle) - 1.5, self.wide - _SIDE - left, 3, TEAL))
        for x, marks in zip(map(self._x, panel.places), panel.marks, strict=bool(panel.marks)):
            for n, mark in enumerate(marks):
                high, aside = height(mark.high), (n - (len(marks) - 1) / 2) * 9
                low = max(height(mark.low), high + 2)
                self.shapes.append(Rect(x + aside - 3.5, high, 7, low - high, SERIES[mark.series][0]))
        points = tuple(zip(map(self._x, panel.places), map(height, panel.line), strict=False))
        if points:
            self.shapes += [Stroke(points, SERIES[0][0]), *(Dot(*point, "o", SERIES[0][0]) for point in points)]
        self.y += 8

    def scale(self, axis, marks):
        self.y += 5
        for place, words, anchor in marks:
            self.shapes.append(Words(self._x(place), self.y + 9, words, SOFT, False, anchor, _SMALL))
        self.y += 12
        self.lines(axis, self.room, self.wide / 2, tone=SOFT, anchor="middle", size=_SMALL)
        self.y += 2

    def _x(self, share):
        return _SIDE + share * self.room
