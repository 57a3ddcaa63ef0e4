"""Which column is which item and which rows are responses: a wave's exports as answers, in memory only."""

from coprod.private.matching.exports import open_exports, refuse_leftovers
from coprod.private.matching.intake import AGAIN, EMPTY, Responses, read_responses

__all__ = ["AGAIN", "EMPTY", "Responses", "open_exports", "read_responses", "refuse_leftovers"]
