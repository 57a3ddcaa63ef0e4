"""The private list of all releases: what was ever let out, so that nothing is let out twice."""

import json
import os

from coprod.errors import BadInput
from coprod.paths import project_root
from coprod.record.safe import SafeTally
from coprod.wave.settings import FLOOR


class Ledger:
    """The list of releases, a private file beside the raw data; raises BadInput where it cannot be read."""

    def __init__(self):
        self.path = path = project_root() / "data" / "raw" / "ledger.json"
        try:
            self.entries = json.loads(path.read_text("utf-8")) if path.exists() else []
        except ValueError as error:
            raise BadInput("data/raw/ledger.json cannot be read. Bring back the ledger from where it was last used.") from error

    def holds(self, wave: str) -> bool:
        """Whether a wave that is not invented was ever released."""
        return any(entry["wave"] == wave and not entry["invented"] for entry in self.entries)

    def check_against(self, records: list[SafeTally]) -> None:
        """Raise BadInput if one of these released records is not in the list; invented ones need not be."""
        known = {(entry["wave"], entry["seal"]) for entry in self.entries}
        lost = [r.wave for r in records if not r.about["invented"] and (r.wave, r.about["seal"]) not in known]
        if lost:
            raise BadInput(f"data/raw/ledger.json does not know the released record of {', '.join(lost)}. Bring back the "
                           "ledger from where it was released: without it nobody can check what two releases tell together.")

    def check_together(self, record: SafeTally) -> None:
        """Raise BadInput if this record and an earlier release would tell what they must not, when put side by side.

        The same people asked at the same time under another name: the difference is what the late ones answered. Two
        populations, groups or all staff, that are the same but for 1 to 9 people: the difference is what those few
        answered. Answers of another time are other unknowns that no figure of this record holds, so for them the audit
        of each record by itself, done when it was drafted, is the joint one.
        """
        about = record.about
        for entry in self.entries:
            if entry["invented"] or about["invented"] or entry["wave"] == about["wave"]:
                continue
            same_time = entry["opened"] <= about["closed"] and about["opened"] <= entry["closed"]
            if same_time and _may_share_staff(_teams(entry), _teams(about)):
                raise BadInput(f"{entry['wave']} was released for the same teams and the same time. Putting the two side by side "
                               "would show what those who are in one only answered. Keep to the released one.")
            for old, new in _sharing(_populations(entry), _populations(about)):
                _refuse_remainder(old, new, entry["wave"])

    def add(self, record: SafeTally) -> None:
        """Note a release; raises BadInput if the wave was released with other numbers before."""
        about = record.about
        old = next((e for e in self.entries if e["wave"] == record.wave), None)
        if old and old["seal"] != about["seal"] and not (about["invented"] and old["invented"]):
            raise BadInput(f"{record.wave} was released before, and a released record never changes.")
        entry = {"wave": record.wave, "seal": about["seal"], "invented": about["invented"], "eligible": about["eligible"],
                 "opened": about["opened"], "closed": about["closed"],
                 "groups": [{name: group[name] for name in ("breakdown", "label", "teams", "headcount")}
                            for group in about["groups"]]}
        entry |= {"themes": old["themes"]} if old and old["seal"] == about["seal"] and "themes" in old else {}
        self.entries = [e for e in self.entries if e is not old] + [entry]
        self._write()

    def add_themes(self, record: SafeTally, seal: str) -> None:
        """Note the themes released beside a record; raises BadInput if others were released before."""
        entry = next((e for e in self.entries if (e["wave"], e["seal"]) == (record.wave, record.about["seal"])), None)
        if entry is None:
            return  # an invented wave from another place; of a real one `check_against` has said so
        if entry.get("themes", seal) != seal and not entry["invented"]:
            raise BadInput(f"{record.wave}: themes were released before, and what was released never changes: the difference would "
                           "tell what a few people wrote.")
        entry["themes"] = seal
        self._write()

    def _write(self) -> None:
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(self.entries, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
        os.replace(beside, self.path)


def _teams(entry: dict) -> set[str]:
    return {team for group in entry["groups"] for team in group["teams"]}


def _populations(entry: dict) -> list[dict]:
    """The sets of teams of which something was shown, with their staff: groups by team, and all of them together."""
    groups = [group for group in entry["groups"] if group["teams"]]
    return [*groups, {"teams": sorted(_teams(entry)), "headcount": entry["eligible"]}] if groups else []


def _sharing(before: list[dict], after: list[dict]):
    """The pairs of populations that have a team in common."""
    holding: dict[str, list[int]] = {}
    for n, new in enumerate(after):
        for team in new["teams"]:
            holding.setdefault(team, []).append(n)
    for old in before:
        for n in sorted({n for team in old["teams"] for n in holding.get(team, ())}):
            yield old, after[n]


def _may_share_staff(one: set[str], two: set[str]) -> bool:
    """A record that shows no teams does not say whom it asked, so it may have asked anybody."""
    return bool(one & two) or not one or not two


def _refuse_remainder(old: dict, new: dict, wave: str) -> None:
    nested = set(old["teams"]) < set(new["teams"]) or set(new["teams"]) < set(old["teams"])
    if nested and 0 < abs(old["headcount"] - new["headcount"]) < FLOOR:
        one, two = (" + ".join(group["teams"]) for group in (new, old))
        raise BadInput(f"The group {one} and the group {two}, released with {wave}, differ by fewer than {FLOOR} people, whose "
                       f"answers could be worked out. Use report_as in the roster to keep "
                       "the earlier group, or set a higher floor in wave.toml, and process again.")
