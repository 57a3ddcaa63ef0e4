"""The house style of all charts, in one place: a sheet to draw on, 4.4 inches wide so that a phone shows it whole.

12 point words above the marks, a scale from 0% to 100%, and SVG that is the same bytes for the same drawing.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from warnings import catch_warnings, filterwarnings

from coprod.report.messages.language import direction, without_marks
from coprod.report.messages.of_numbers import percent, whole

# The Analysis Function's palette. Against white: 10.2, 3.1, 10.3 and 3.0 to 1; only the first is used for words.
BLUE, TEAL, PURPLE, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
# Answers from the lowest to the highest; each is parted from the next by a white gap and carries its number.
_LOW, _LOWER, _MIDDLE, _HIGHER, _HIGH = "#C44601", "#F7B98F", "#DDDDDD", "#A9CCE8", "#12436D"
_RAMPS = {1: (_HIGH,), 2: (_LOW, _HIGH), 3: (_LOW, _MIDDLE, _HIGH), 4: (_LOW, _LOWER, _HIGHER, _HIGH),
          5: (_LOW, _LOWER, _MIDDLE, _HIGHER, _HIGH)}
_INK, _SOFT, _TRACK = "#16202B", "#46525E", "#E6EBF0"
_WIDTH, _SIDE, _LINE = 316.8, 4.0, 15.5  # points: 4.4 inches, the margin left and right, one line of words
_STYLE = {"font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"], "font.size": 12,
          "text.color": _INK, "text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "coprod",
          "figure.facecolor": "white", "savefig.facecolor": "white", "figure.dpi": 72, "lines.solid_capstyle": "butt"}

# Words from right to left, in one face that has all their letters: where two faces share a word its letters do not join.
_JOINED = ("text{direction:rtl;font-family:'Noto Naskh Arabic','Noto Sans Arabic','Segoe UI',Tahoma,'Geeza Pro',sans-serif"
           "!important}")


_SIDES = ("left", "center", "center", "center", "right")


@contextmanager
def sheet_of(axis: str, marks=()):
    """A sheet to draw on in the house style; its `svg` is there when the block is left. The style wraps saving too.

    axis: what stands under the scale; marks: on the scale, (place from 0 to 1, words, left, center or right); without
    any, 0% to 100%.
    """
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.figure import Figure

    with mpl.rc_context(sns.axes_style("white") | _STYLE), catch_warnings():
        filterwarnings("ignore", "Glyph .* missing")  # readers' own fonts draw the words; ours only measures them
        figure = Figure()
        ax = figure.add_axes([_SIDE / _WIDTH, 0, 1 - 2 * _SIDE / _WIDTH, 1])
        ax.set_axis_off()
        sheet = Sheet(ax)
        yield sheet
        sheet.close(axis, marks or [(n / 4, percent(n / 4), side) for n, side in enumerate(_SIDES)])
        ax.set(xlim=(1, 0) if direction() == "rtl" else (0, 1), ylim=(sheet.y, 0))
        figure.set_size_inches(_WIDTH / 72, sheet.y / 72)
        drawn = BytesIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        sheet.svg = _plain(drawn.getvalue().decode())


def ramp_of(number: int) -> tuple[str, ...]:
    """The tones of so many answers, from the lowest to the highest; more than five are blended between them."""
    if number not in _RAMPS:
        import seaborn as sns

        return tuple(sns.blend_palette(_RAMPS[5], number).as_hex())
    return _RAMPS[number]


def ink_on(tone: str) -> str:
    """White or near black, whichever reads better on a tone."""
    from matplotlib.colors import to_rgb

    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(tone)]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if light < 0.19 else _INK  # where white and _INK have the same contrast


@dataclass
class Sheet:
    """One drawing: x is a share, y counts points downwards; rows are added from the top."""

    ax: object
    y: float = 6.0
    svg: bytes = b""

    def row(self, label, value, height):
        """Words above a mark, their value flush right; returns the y of the mark's middle."""
        room = _WIDTH - 2 * _SIDE - (_wide(value) + 12 if value else 0)
        for line in _wrapped(label, room):
            self.y += _LINE
            self.text(0, self.y - 4, line)
        if value:
            self.text(1, self.y - 4, value, ha="right", weight="bold")
        middle = self.y + 2 + height / 2
        self.y += height + 12
        return middle

    def heading(self, label):
        self.y += 4
        for line in _wrapped(label, _WIDTH - 2 * _SIDE, "bold"):
            self.y += _LINE
            self.text(0, self.y - 4, line, weight="bold")
        self.y += 4

    def key(self, entries):
        """What the tones and shapes mean: in as few lines as they fit."""
        x, room = 0.0, _WIDTH - 2 * _SIDE
        self.y += _LINE
        for name, tone, shape in entries:
            if x and x + 16 + _wide(name) > room:
                x, self.y = 0.0, self.y + _LINE + 2
            self.ax.plot([(x + 6) / room], [self.y - 8], shape, color=tone, markersize=9, clip_on=False)
            self.text((x + 16) / room, self.y - 4, name)
            x += 16 + _wide(name) + 16
        self.y += 10

    def text(self, x, y, words, **look):
        self.ax.text(x, y, words, va="baseline", **look)

    def track(self, ys, height):
        """The scale behind the marks, in quarters; one shape for all rows, which keeps a page light."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        ends, half = ((0, 0.248), (0.252, 0.498), (0.502, 0.748), (0.752, 1)), height / 2
        quarters = [[(a, y - half), (b, y - half), (b, y + half), (a, y + half), (0, 0)] for y in ys for a, b in ends]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(quarters)
        shape = Path([corner for quarter in quarters for corner in quarter], codes)
        self.ax.add_patch(PathPatch(shape, facecolor=_TRACK, linewidth=0, zorder=0, clip_on=False))

    def lines(self, ys, low, high, tone, width=3):
        self.ax.hlines(ys, low, high, color=tone, lw=width, zorder=2, clip_on=False)

    def marks(self, ys, shares, tone, shape="o"):
        import seaborn as sns

        sns.scatterplot(x=list(shares), y=ys, ax=self.ax, color=tone, marker=shape, s=95 if shape == "o" else 62,
                        edgecolor="white", linewidth=1.5, zorder=3, clip_on=False, legend=False)

    def bar(self, y, shares, tones):
        left = 0.0
        for share, tone in zip(shares, tones, strict=True):
            self.ax.barh(y, share, 24, left=left, color=tone, edgecolor="white", linewidth=1.5, clip_on=False)
            number = str(whole(share))
            if share * (_WIDTH - 2 * _SIDE) >= _wide(number) + 4:
                self.text(left + share / 2, y + 4.4, number, ha="center", color=ink_on(tone))
            left += share

    def panel(self, height):
        """Room for a drawing over time, with lines at every quarter of its height; returns where 100% and 0% are."""
        top, bottom = self.y + 14, self.y + 14 + height
        for share in (0, 0.25, 0.5, 0.75, 1):
            y = bottom - share * height
            self.ax.hlines([y], 0, 1, color=_TRACK, lw=1.5, zorder=0, clip_on=False)
            self.text(0, y - 3, percent(share), color=_SOFT, fontsize=11)
        self.y = bottom + 8
        return top, bottom

    def close(self, axis, marks):
        self.y += 8
        for mark, words, side in marks:
            self.text(mark, self.y, words, ha=side, color=_SOFT, fontsize=11)
        for line in _wrapped(axis, _WIDTH - 2 * _SIDE):
            self.y += _LINE
            self.text(0.5, self.y, line, ha="center", color=_SOFT, fontsize=11)
        self.y += 6


def _plain(svg):
    """The drawing, to stand in an <img>: without what says nothing to a reader, each look written once."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r' id="(?:figure|axes|patch|text|line2d|[A-Z]\w*Collection)_\d+"', "", svg)
    svg = re.sub(r"\s+", " ", re.sub(r">\s+<", "><", svg)).replace(" z \"", "z\"").strip()
    looks = {look: f"a{n}" for n, look in enumerate(dict.fromkeys(re.findall(r' style="([^"]*)"', svg)))}
    svg = re.sub(r' style="([^"]*)"', lambda found: f' class="{looks[found[1]]}"', svg)
    rules = "".join(f".{name}{{{look}}}" for look, name in looks.items()).replace("&quot;", "'")
    rules += _JOINED if direction() == "rtl" else ""
    return svg.replace("</style>", f"{rules}</style>", 1).encode()


def _wide(words, weight="bold"):
    """Points that words take at 12 points in the widest face used: narrower faces then fit as well."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    face = FontProperties(family="DejaVu Sans", size=12, weight=weight)
    return text_to_path.get_text_width_height_descent(without_marks(words), face, ismath=False)[0]


def _wrapped(words, room, weight="normal"):
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if not lines[-1] or _wide(longer, weight) <= room else [*lines, word]
    return lines
