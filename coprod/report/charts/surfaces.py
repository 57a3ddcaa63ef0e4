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


class Track(Rect):
    """The scale behind marks, in quarters."""


class Dot(NamedTuple):
    """A share: a circle (o), a diamond (D), a square (s) or a dash (_) around its middle."""

    x: float
    y: float
    form: str
    tone: Tone


class Words(NamedTuple):
    """Words on their base line; anchor: which end of them stands at x (start, middle, end)."""

    x: float
    y: float
    words: str
    tone: Tone
    bold: bool
    anchor: str
    size: int


class Stroke(NamedTuple):
    """A line from point to point."""

    points: tuple[tuple[float, float], ...]
    tone: Tone


Shape = Rect | Track | Dot | Words | Stroke


def mirrored(shape: Shape, whole: float) -> Shape:
    """The same shape, seen from the other side of a drawing so wide."""
    if isinstance(shape, Stroke):
        return shape._replace(points=tuple((whole - x, y) for x, y in shape.points))
    return shape._replace(x=whole - shape.x - (shape.wide if isinstance(shape, Rect) else 0))


def element(shape: Shape, ink=str) -> str:
    """A shape as an element of SVG; ink: how a tone is written."""
    fill = f'fill="{ink(shape.tone)}"'
    match shape:
        case Rect():
            track = ' class="track"' if isinstance(shape, Track) else ""
            return f'<path{track} d="{"".join(map(_outline, _boxes(shape)))}" {fill}/>'
        case Words(x, y, words, tone, bold, anchor, size):
            looks = (' class="on"' * (tone in (ON_DARK, ON_PALE)), f' font-size="{size}"' * (size != SIZE),
                     f" {fill}" * (tone != INK), ' font-weight="bold"' * bold,
                     f' text-anchor="{anchor}"' * (anchor != "start"))
            return f'<text x="{_n(x)}" y="{_n(y)}"{"".join(looks)}>{escape(words, quote=False)}</text>'
        case Stroke(points, tone):
            places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            return f'<polyline points="{places}" fill="none" stroke="{ink(tone)}" stroke-width="2.5"/>'
    look = f'{fill} stroke="{ink(CARD)}" stroke-width="{_RIM}"'
    if shape.form == "o":
        return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(_RADIUS)}" {look}/>'
    return f'<path d="M{" ".join(f"{_n(x)} {_n(y)}" for x, y in _corners(shape))}z" {look}/>'


def inline(shapes: list[Shape], height: float, wide: int, rtl: bool, alt: str) -> str:
    """SVG in a page, in the page's face and colours; nothing in it has a name that another could have."""
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
        _paint(shape, canvas, rtl)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _paint(shape, canvas, rtl):
    look = {"fill": shape.tone.colour, "outline": CARD.colour, "width": _SHARP}
    match shape:
        case Rect():
            for x, y, wide, high, tone in _boxes(shape):
                left, top, right, bottom = _scaled(x, y, x + wide, y + high)
                canvas.rectangle((left, top, max(right - 1, left), max(bottom - 1, top)), fill=tone.colour)
        case Words(x, y, words, tone, bold, anchor, size):
            side = {"start": "lr"[rtl], "middle": "m", "end": "rl"[rtl]}[anchor]
            font = face(size * _SHARP, bold)
            canvas.text(_scaled(x, y), words, fill=tone.colour, font=font, anchor=f"{side}s")
        case Stroke(points, tone):
            canvas.line([_scaled(*point) for point in points], fill=tone.colour, width=5)
        case Dot(x, y, "o"):
            canvas.ellipse(_scaled(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS), **look)
        case _:
            canvas.polygon([_scaled(*corner) for corner in _corners(shape)], **look)


def _scaled(*numbers):
    return tuple(number * _SHARP for number in numbers)


def _boxes(rect):
    """A box, or the quarters of a track."""
    x, y, wide, high, tone = rect
    parts = _QUARTERS if isinstance(rect, Track) else ((0, 1),)
    return [Rect(x + a * wide, y, (b - a) * wide, high, tone) for a, b in parts]


def _outline(box):
    return f"M{_n(box.x)} {_n(box.y)}h{_n(box.wide)}v{_n(box.high)}h-{_n(box.wide)}z"


def _corners(dot):
    ways = ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0))
    if dot.form != "D":
        high = 0.9 if dot.form == "s" else 0.45
        ways = ((-0.9, -high), (0.9, -high), (0.9, high), (-0.9, high))
    return [(dot.x + _RADIUS * a, dot.y + _RADIUS * b) for a, b in ways]


def _svg(opening, shapes, height, wide, ink):
    return (f'{opening} font-size="{SIZE}" viewBox="0 0 {wide} {_n(height)}" width="{wide}" height="{_n(height)}">'
            f'{"".join(element(shape, ink) for shape in shapes)}</svg>')


def _n(number):
    """A number with at most one decimal."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
