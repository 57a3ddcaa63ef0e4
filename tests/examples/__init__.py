"""The invented example waves: `python -m tests.examples` writes them to data/raw, always the same bytes."""

from tests.examples.canaries import CANARIES
from tests.examples.folders import write_wave
from tests.examples.waves import BASELINE, REPEAT, WAVES

__all__ = ["BASELINE", "CANARIES", "REPEAT", "WAVES", "write_wave"]
