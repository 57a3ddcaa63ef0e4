"""Charts: pictures of frames, and what they show in words. One engine for pages, explorer and downloads."""

from coprod.report.charts.alt_text import (
    bands_alt,
    confidence_run_alt,
    dots_alt,
    dumbbell_alt,
    over_time_alt,
    places_run_alt,
    stacked_alt,
)
from coprod.report.charts.kinds import (
    bands,
    bands_in,
    calendar,
    confidence_run,
    dots,
    dots_in,
    dumbbell,
    dumbbell_in,
    over_time,
    parts,
    places_run,
    side_by_side_in,
    stacked,
    stacked_in,
    two_bands_in,
)
from coprod.report.order import shares_taken

__all__ = ["bands", "bands_alt", "bands_in", "calendar", "confidence_run", "confidence_run_alt", "dots", "dots_alt",
           "dots_in", "dumbbell", "dumbbell_alt", "dumbbell_in", "over_time", "over_time_alt", "parts", "places_run",
           "places_run_alt", "shares_taken", "side_by_side_in", "stacked", "stacked_alt", "stacked_in", "two_bands_in"]
