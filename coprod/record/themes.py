"""The themes of a wave's comments as they may be known: a record of their own, beside that of the wave."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.paths import processed_folder, whole_file
from coprod.record.files import read_record
from coprod.record.shape import Misfit, parsed, plain, shaped

FILE = "themes.json"
FORMAT = 1


@dataclass(frozen=True)
class Theme:
    """A theme and how many people named it; `rest`: all themes too small to be named."""

    label: str
    count: int
    rest: bool


@dataclass(frozen=True)
class Paraphrase:
    """What somebody wrote, in other words, signed off by a role."""

    theme: str
    text: str
    role: str


@dataclass(frozen=True)
class Commented:
    """A question with comments: how many commented (`base`), its themes, how far coders agreed (`alike`: 0 to 1)."""

    item: str
    label: str
    base: int
    themes: tuple[Theme, ...]
    paraphrases: tuple[Paraphrase, ...]
    coders: int
    alike: float | None
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True)
class Themes:
    """What may be known of comments. `record`: the seal of the wave's record; `usable`: its usable answers.

    Raises BadInput if it holds what could not have passed: a number under the floor, or one that a difference tells.
    """

    wave: str
    record: str
    floor: int
    usable: int
    questions: tuple[Commented, ...]
    seal: str | None = None

    def __post_init__(self):
        refuse([f"data/processed/{self.wave}, {FILE}: {problem}" for problem in _problems(self)])

    def digest(self) -> str:
        """The fingerprint (SHA-256) of everything but the seal itself."""
        return hashlib.sha256(_text(replace(self, seal=None)).encode()).hexdigest()

    def with_seal(self) -> "Themes":
        """A copy that carries its own fingerprint as seal."""
        return replace(self, seal=self.digest())

    def write(self) -> Path:
        """Write `themes.json` beside the wave's record, whole or not at all; returns its path."""
        path = processed_folder(self.wave) / FILE
        whole_file(path, _text(self))
        return path


def read_themes(wave: str) -> Themes | None:
    """The themes of a wave, None where it has none. Raises BadInput if changed, or if they belong to another record."""
    path = processed_folder(wave) / FILE
    if not path.is_file():
        return None
    try:
        held = parsed(path.read_bytes(), dict[str, object])
        if held.pop("format", None) != FORMAT:
            raise Misfit("another format")
        themes = shaped(Themes, held)
    except Misfit as error:
        raise BadInput(f"data/processed/{wave}: {FILE} cannot be read: {error}. Run `coprod comments {wave} --release` "
                       "again.") from None
    if (themes.wave, themes.seal, themes.record) != (wave, themes.digest(), read_record(wave).seal):
        raise BadInput(f"data/processed/{wave}: {FILE} was changed, or belongs to another record. Bring back the "
                       "released files; what was released never changes.")
    return themes


def _text(themes: Themes) -> str:
    return json.dumps({"format": FORMAT} | plain(themes), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _problems(themes: Themes) -> Iterator[str]:
    for question in themes.questions:
        counts, silent = [theme.count for theme in question.themes], themes.usable - question.base
        if min([*counts, question.base]) < themes.floor or sum(counts) != question.base:
            yield f"a theme of fewer than {themes.floor} people, or one that a difference would tell."
        if silent and silent < themes.floor:
            yield f"how many did not comment would tell of fewer than {themes.floor} people."
        if {p.theme for p in question.paraphrases} - {theme.label for theme in question.themes}:
            yield "a paraphrase of a theme that is not shown."
