"""The private list of all releases: what was ever let out, so that nothing is let out twice."""

import json
import os

from coprod.errors import BadInput
from coprod.folders import project_root
from coprod.safe import SafeTally


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

    def add(self, record: SafeTally) -> None:
        """Note a release; raises BadInput if the wave was released with other numbers before."""
        about = record.about
        old = next((e for e in self.entries if e["wave"] == record.wave), None)
        if old and old["seal"] != about["seal"] and not (about["invented"] and old["invented"]):
            raise BadInput(f"{record.wave} was released before, and a released record never changes.")
        entry = {"wave": record.wave, "seal": about["seal"], "invented": about["invented"], "eligible": about["eligible"],
                 "groups": [group["teams"] for group in about["groups"]]}
        self.entries = [e for e in self.entries if e is not old] + [entry]
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(self.entries, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
        os.replace(beside, self.path)
