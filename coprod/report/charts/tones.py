"""The colours of all charts: each as a literal one and as the page's own, so that a page in the dark has its own."""

from typing import NamedTuple


class Tone(NamedTuple):
    """A colour ("#12436D") and the custom property of the page that may replace it ("range"; "" for none)."""

    colour: str
    name: str = ""

    def __str__(self) -> str:
        return f"var(--{self.name},{self.colour})" if self.name else self.colour


# The Analysis Function's palette. Against white: 10.2, 3.1 and 10.3 to 1; only the first is used for words.
BLUE, TEAL, PURPLE = Tone("#12436D", "range"), Tone("#28A197", "teal"), Tone("#801650", "purple")
INK, SOFT = Tone("#16202B", "ink"), Tone("#46525E", "soft")
TRACK, CARD = Tone("#E6EBF0", "track"), Tone("#FFFFFF", "card")
ON_DARK, ON_PALE = Tone("#FFFFFF"), Tone("#16202B")  # words on a tone, which are the same in the dark
SERIES = ((BLUE, "D"), (TEAL, "o"), (PURPLE, "s"))  # what is now, what was then, a third

# Answers from the lowest to the highest; each is parted from the next by a gap and carries its number.
_LOW, _LOWER, _MIDDLE, _HIGHER = (Tone(colour) for colour in ("#C44601", "#F7B98F", "#DDDDDD", "#A9CCE8"))
_HIGH = Tone("#12436D", "high")
_RAMPS = {1: (_HIGH,), 2: (_LOW, _HIGH), 3: (_LOW, _MIDDLE, _HIGH), 4: (_LOW, _LOWER, _HIGHER, _HIGH),
          5: (_LOW, _LOWER, _MIDDLE, _HIGHER, _HIGH)}
_MEETS = 0.19  # the light of a tone on which white and near black have the same contrast


def ramp_of(number: int) -> tuple[Tone, ...]:
    """The tones of so many answers, from the lowest to the highest; more than five are blended between them."""
    if number in _RAMPS:
        return _RAMPS[number]
    full = _RAMPS[5]
    places = [n * (len(full) - 1) / (number - 1) for n in range(1, number - 1)]
    return full[0], *(_blended(full[int(place)], full[int(place) + 1], place % 1) for place in places), full[-1]


def ink_on(tone: Tone) -> Tone:
    """White or near black, whichever reads better on a tone."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in (value / 255 for value in _parts(tone))]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return ON_DARK if light < _MEETS else ON_PALE


def _parts(tone):
    return [int(tone.colour[n:n + 2], 16) for n in (1, 3, 5)]


def _blended(one, other, share):
    mixed = (round(a + (b - a) * share) for a, b in zip(_parts(one), _parts(other), strict=True))
    return Tone("#" + "".join(f"{part:02X}" for part in mixed))
