"""Shapes become SVG in a page, an SVG file, or pixels: the same shapes give the same bytes."""

from html import escape
from io import BytesIO
from typing import NamedTuple

from coprod.report.charts.lettering import SIZE, face
from coprod.report.charts.tones import CARD, INK, ON_DARK, ON_PALE, Tone

_RADIUS, _RIM = 6.0, 1.5
_SHARP = 2  # pixels for one unit
_FILE = '<svg xmlns="http://www.w3.org/2000/svg" font-family="DejaVu Sans,Arial,Helvetica,sans-serif"'
# From right to left in one face that has all letters: where two faces share a word its letters do not join.
_FILE_RTL = ('<svg xmlns="http://www.w3.org/2000/svg" direction="rtl" '
             'font-family="Noto Naskh Arabic,Noto Sans Arabic,Segoe UI,Tahoma,Geeza Pro,sans-serif"')
_QUARTERS = ((0, 0.248), (0.252, 0.498), (0.502, 0.748), (0.752, 1))


class Rect(NamedTuple):
    """A box from its upper left corner."""

    x: float
    y: float
    wide: float
    high: float
    tone: Tone

    def mirrored(self, whole: float):
        """The same, seen from the other side of a drawing so wide."""
        return self._replace(x=whole - self.x - self.wide)

    def svg(self, ink) -> str:
        """As an element; ink: how a tone is written."""
        return f'<path d="{self.path()}" fill="{ink(self.tone)}"/>'

    def path(self) -> str:
        """The outline."""
        return f"M{_n(self.x)} {_n(self.y)}h{_n(self.wide)}v{_n(self.high)}h-{_n(self.wide)}z"

    def paint(self, canvas, _rtl) -> None:
        """On a canvas of pixels."""
        x, y, right, bottom = (value * _SHARP for value in (self.x, self.y, self.x + self.wide, self.y + self.high))
        canvas.rectangle((x, y, max(right - 1, x), max(bottom - 1, y)), fill=self.tone.colour)


class Track(Rect):
    """The scale behind marks, in quarters."""

    def svg(self, ink) -> str:
        """As an element; ink: how a tone is written."""
        return f'<path class="track" d="{self.path()}" fill="{ink(self.tone)}"/>'

    def path(self) -> str:
        """The outlines of the quarters."""
        return "".join(Rect.path(one) for one in self._quarters())

    def paint(self, canvas, rtl) -> None:
        """On a canvas of pixels."""
        for one in self._quarters():
            one.paint(canvas, rtl)

    def _quarters(self):
        return [Rect(self.x + a * self.wide, self.y, (b - a) * self.wide, self.high, self.tone) for a, b in _QUARTERS]


class Dot(NamedTuple):
    """A share: a circle (o), a diamond (D), a square (s) or a dash (_) around its middle."""

    x: float
    y: float
    form: str
    tone: Tone

    def mirrored(self, whole: float):
        """The same, seen from the other side of a drawing so wide."""
        return self._replace(x=whole - self.x)

    def svg(self, ink) -> str:
        """As an element; ink: how a tone is written."""
        look = f'fill="{ink(self.tone)}" stroke="{ink(CARD)}" stroke-width="{_RIM}"'
        if self.form == "o":
            return f'<circle cx="{_n(self.x)}" cy="{_n(self.y)}" r="{_n(_RADIUS)}" {look}/>'
        return f'<path d="M{" ".join(f"{_n(a)} {_n(b)}" for a, b in self._corners())}z" {look}/>'

    def paint(self, canvas, _rtl) -> None:
        """On a canvas of pixels."""
        look = {"fill": self.tone.colour, "outline": CARD.colour, "width": _SHARP}
        if self.form == "o":
            canvas.ellipse([_SHARP * end for end in (self.x - _RADIUS, self.y - _RADIUS, self.x + _RADIUS, self.y + _RADIUS)],
                           **look)
        else:
            canvas.polygon([(a * _SHARP, b * _SHARP) for a, b in self._corners()], **look)

    def _corners(self):
        ways = ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0))
        if self.form != "D":
            high = 0.9 if self.form == "s" else 0.45
            ways = ((-0.9, -high), (0.9, -high), (0.9, high), (-0.9, high))
        return [(self.x + _RADIUS * a, self.y + _RADIUS * b) for a, b in ways]


class Words(NamedTuple):
    """Words on their base line; anchor: which end of them stands at x (start, middle, end)."""

    x: float
    y: float
    words: str
    tone: Tone
    bold: bool
    anchor: str
    size: int

    def mirrored(self, whole: float):
        """The same, seen from the other side of a drawing so wide."""
        return self._replace(x=whole - self.x)

    def svg(self, ink) -> str:
        """As an element; ink: how a tone is written."""
        looks = (' class="on"' * (self.tone in (ON_DARK, ON_PALE)), f' font-size="{self.size}"' * (self.size != SIZE),
                 f' fill="{ink(self.tone)}"' * (self.tone != INK), ' font-weight="bold"' * self.bold,
                 f' text-anchor="{self.anchor}"' * (self.anchor != "start"))
        return f'<text x="{_n(self.x)}" y="{_n(self.y)}"{"".join(looks)}>{escape(self.words, quote=False)}</text>'

    def paint(self, canvas, rtl) -> None:
        """On a canvas of pixels."""
        side = {"start": "r" if rtl else "l", "middle": "m", "end": "l" if rtl else "r"}[self.anchor]
        canvas.text((self.x * _SHARP, self.y * _SHARP), self.words, fill=self.tone.colour,
                    font=face(self.size * _SHARP, self.bold), anchor=f"{side}s")


class Line(NamedTuple):
    """A line from point to point."""

    points: tuple[tuple[float, float], ...]
    tone: Tone

    def mirrored(self, whole: float):
        """The same, seen from the other side of a drawing so wide."""
        return self._replace(points=tuple((whole - x, y) for x, y in self.points))

    def svg(self, ink) -> str:
        """As an element; ink: how a tone is written."""
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in self.points)
        return f'<polyline points="{points}" fill="none" stroke="{ink(self.tone)}" stroke-width="2.5"/>'

    def paint(self, canvas, _rtl) -> None:
        """On a canvas of pixels."""
        canvas.line([(x * _SHARP, y * _SHARP) for x, y in self.points], fill=self.tone.colour, width=5)


Shape = Rect | Track | Dot | Words | Line


def inline(shapes: list[Shape], height: float, wide: int, rtl: bool, alt: str) -> str:
    """SVG in a page, with its words in the page's face, its colours the page's own, and nothing that has a name in it."""
    way = ' direction="rtl"' if rtl else ""
    opening = f'<svg class="chart" role="img" aria-label="{escape(alt)}" fill="var(--{INK.name},currentColor)"{way}'
    return _svg(opening, shapes, height, wide, str)


def alone(shapes: list[Shape], height: float, wide: int, rtl: bool) -> str:
    """SVG as a file: colours and faces are written out, and it has a ground."""
    opening = f'{_FILE_RTL if rtl else _FILE} fill="{INK.colour}"'
    return _svg(opening, [Rect(0, 0, wide, height, CARD), *shapes], height, wide, lambda tone: tone.colour)


def pixels(shapes: list[Shape], height: float, wide: int, rtl: bool) -> bytes:
    """A PNG file."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (wide * _SHARP, round(height * _SHARP)), CARD.colour)
    canvas = ImageDraw.Draw(image)
    for shape in shapes:
        shape.paint(canvas, rtl)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _svg(opening, shapes, height, wide, ink):
    return (f'{opening} font-size="{SIZE}" viewBox="0 0 {wide} {_n(height)}" width="{wide}" height="{_n(height)}">'
            f'{"".join(shape.svg(ink) for shape in shapes)}</svg>')


def _n(number):
    """A number with at most one decimal."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
