"""The ledger: a private list of all releases, so that no two of them tell together what one does not."""

import json
from datetime import date

from coprod.errors import BadInput
from coprod.paths import project_root, whole_file
from coprod.record import Record
from coprod.wave.settings import FLOOR


class Ledger:
    """The list of releases, a private file beside the raw data; raises BadInput where it cannot be read."""

    def __init__(self):
        self.path = project_root() / "data" / "raw" / "ledger.json"
        try:
            self.entries = json.loads(self.path.read_text("utf-8")) if self.path.exists() else []
            fits = _is_ledger(self.entries)
        except ValueError:
            fits = False
        if not fits:  # nothing is ever written over it
            raise BadInput("data/raw/ledger.json cannot be read: it is not a list of releases as it was written. Bring "
                           "back the ledger from where it was last used.")

    def holds(self, wave: str) -> bool:
        """Whether a wave that is not invented was ever released."""
        return any(entry["wave"] == wave and not entry["invented"] for entry in self.entries)

    def check_against(self, records: list[Record]) -> None:
        """Raise BadInput if one of these released records is not in the list; invented ones need not be."""
        known = {(entry["wave"], entry["seal"]) for entry in self.entries}
        lost = [r.wave for r in records if not r.invented and (r.wave, r.seal) not in known]
        if lost:
            raise BadInput(f"data/raw/ledger.json does not know the released record of {', '.join(lost)}. Bring back "
                           "the ledger from where it was released: without it nobody can check what two releases tell "
                           "together.")

    def check_together(self, record: Record) -> None:
        """Raise BadInput if this record and an earlier release would tell what they must not, when put side by side.

        The same people asked at the same time under another name: the difference is what the late ones answered. Two
        populations, groups or all staff, that are the same but for 1 to 9 people: the difference is what those few
        answered. Answers of another time are other unknowns that no figure of this record holds, so for them the audit
        of each record by itself, done when it was drafted, is the joint one.
        """
        new = _entry(record)
        for old in self.entries:
            if old["invented"] or new["invented"] or old["wave"] == new["wave"]:
                continue
            one, two = _teams(old), _teams(new)
            # A record that shows no teams does not say whom it asked, so it may have asked anybody.
            asked_alike = one & two or not one or not two
            if asked_alike and old["opened"] <= new["closed"] and new["opened"] <= old["closed"]:
                raise BadInput(f"{old['wave']} was released for the same teams and the same time. Putting the two side "
                               "by side would show what those who are in one only answered. Keep to the released one.")
            for before, after in _sharing(_populations(old), _populations(new)):
                _refuse_remainder(before, after, old["wave"])

    def add(self, record: Record) -> None:
        """Note a release; raises BadInput if the wave was released with other numbers before."""
        entry, old = _entry(record), next((e for e in self.entries if e["wave"] == record.wave), None)
        if old and old["seal"] == entry["seal"]:
            entry |= {"themes": old["themes"]} if "themes" in old else {}
        elif old and not (entry["invented"] and old["invented"]):
            raise BadInput(f"{record.wave} was released before, and a released record never changes.")
        self._write([e for e in self.entries if e is not old] + [entry])

    def add_themes(self, record: Record, seal: str) -> None:
        """Note the themes released beside a record; raises BadInput if others were released before."""
        released = record.wave, record.seal
        entry = next((e for e in self.entries if (e["wave"], e["seal"]) == released), None)
        if entry is None:
            return  # an invented wave from another place; of a real one `check_against` has said so
        if entry.get("themes", seal) != seal and not entry["invented"]:
            raise BadInput(f"{record.wave}: themes were released before, and what was released never changes: the "
                           "difference would tell what a few people wrote.")
        entry["themes"] = seal
        self._write(self.entries)

    def _write(self, entries: list[dict]) -> None:
        self.entries = entries
        whole_file(self.path, json.dumps(entries, indent=1, ensure_ascii=False) + "\n")


_FORM = {"wave": str, "seal": str, "invented": bool, "eligible": int, "opened": str, "closed": str, "groups": list}
_GROUP = {"breakdown": str, "label": str, "teams": list, "headcount": int | None}


def _is_ledger(entries) -> bool:
    """Whether this is a list of releases, each with all that is compared, once a wave."""
    def fits(value, form) -> bool:
        return isinstance(value, dict) and all(
            name in value and isinstance(value[name], kind) for name, kind in form.items())

    return isinstance(entries, list) and all(
        fits(one, _FORM) and _is_day(one["opened"]) and _is_day(one["closed"])
        and all(fits(group, _GROUP) and all(isinstance(team, str) for team in group["teams"])
                for group in one["groups"])
        for one in entries) and len({one["wave"] for one in entries}) == len(entries)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _entry(record: Record) -> dict:
    """What the ledger notes of a release."""
    groups = [{"breakdown": group.breakdown, "label": group.label, "teams": list(group.teams),
               "headcount": group.headcount}
              for group in record.groups]
    return {"wave": record.wave, "seal": record.seal, "invented": record.invented, "eligible": record.eligible,
            "opened": record.opened.isoformat(), "closed": record.closed.isoformat(), "groups": groups}


def _teams(entry: dict) -> set[str]:
    return {team for group in entry["groups"] for team in group["teams"]}


def _populations(entry: dict) -> list[tuple[list[str], int]]:
    """The sets of teams of which something was shown, with their staff: groups by team, and all of them together."""
    groups = [(group["teams"], group["headcount"]) for group in entry["groups"] if group["teams"]]
    return [*groups, (sorted(_teams(entry)), entry["eligible"])] if groups else []


def _sharing(before: list[tuple], after: list[tuple]):
    """The pairs of populations that have a team in common."""
    holding: dict[str, list[int]] = {}
    for n, (teams, _) in enumerate(after):
        for team in teams:
            holding.setdefault(team, []).append(n)
    for old in before:
        for n in sorted({n for team in old[0] for n in holding.get(team, ())}):
            yield old, after[n]


def _refuse_remainder(old: tuple[list[str], int], new: tuple[list[str], int], wave: str) -> None:
    (before, staff_before), (after, staff_after) = old, new
    nested = {*before} < {*after} or {*after} < {*before}
    if nested and 0 < abs(staff_before - staff_after) < FLOOR:
        one, two = " + ".join(after), " + ".join(before)
        raise BadInput(f"The group {one} and the group {two}, released with {wave}, differ by fewer than {FLOOR} "
                       "people, whose answers could be worked out. Use report_as in the roster to keep the earlier "
                       "group, or set a higher floor in wave.toml, and process again.")
