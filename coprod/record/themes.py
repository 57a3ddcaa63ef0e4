"""The themes of a wave's comments as they may be known: a record of their own, beside the safe record, which never changes."""

import hashlib
import json
from dataclasses import dataclass, replace

from coprod.errors import BadInput, refuse
from coprod.paths import processed_folder, whole_file
from coprod.record.safe import read_record

FILE = "themes.json"
FORMAT = 1


@dataclass(frozen=True)
class Themes:
    """What may be known of comments. `about`: wave, floor, the seal of the wave's record, and for each question its words, how many
    commented (`base`), the themes (label, count; the last may be all others), paraphrases (theme, text, role), how far the coders
    agreed. Raises BadInput if it holds what could not have passed: a number under the floor, or one that a difference tells.
    """

    about: dict

    def __post_init__(self):
        refuse(list(_problems(self.about)))

    def digest(self) -> str:
        """The fingerprint (SHA-256) of everything but the seal itself."""
        return hashlib.sha256(_text(self.about | {"seal": None}).encode()).hexdigest()

    def with_seal(self) -> "Themes":
        """A copy that carries its own fingerprint as seal."""
        return replace(self, about=self.about | {"seal": self.digest()})

    def write(self):
        """Write `themes.json` beside the wave's record, whole or not at all; returns its path."""
        path = processed_folder(self.about["wave"]) / FILE
        whole_file(path, _text(self.about))
        return path


def read_themes(wave: str) -> Themes | None:
    """The themes of a wave, None where it has none. Raises BadInput if they were changed, or belong to another record."""
    path = processed_folder(wave) / FILE
    if not path.is_file():
        return None
    try:
        themes = Themes(json.loads(path.read_text("utf-8")))
        known = (themes.about["wave"], themes.about["seal"], themes.about["record"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(f"data/processed/{wave}: {FILE} cannot be read. Run `coprod comments {wave} --release` again.") from error
    if known != (wave, themes.digest(), read_record(wave).about["seal"]):
        raise BadInput(f"data/processed/{wave}: {FILE} was changed, or belongs to another record. Bring back the released files; "
                       "what was released never changes.")
    return themes


def _text(about: dict) -> str:
    return json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _problems(about: dict):
    where = f"data/processed/{about.get('wave', '?')}, {FILE}"
    if about.get("format") != FORMAT:
        yield f"{where}: another format. Run `coprod comments --release` again with this version."
        return
    for question in about["questions"]:
        counts, silent = [theme["count"] for theme in question["themes"]], about["usable"] - question["base"]
        if min([*counts, question["base"]]) < about["floor"] or sum(counts) != question["base"]:
            yield f"{where}: a theme of fewer than {about['floor']} people, or one that a difference would tell."
        if silent and silent < about["floor"]:
            yield f"{where}: how many did not comment would tell of fewer than {about['floor']} people."
        if {p["theme"] for p in question["paraphrases"]} - {theme["label"] for theme in question["themes"]}:
            yield f"{where}: a paraphrase of a theme that is not shown."
