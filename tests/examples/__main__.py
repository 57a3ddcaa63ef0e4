"""Writes both example waves to data/raw, or to the folder named on the command line."""

import sys
from pathlib import Path

from tests.examples import WAVES, write_wave

raw = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "data" / "raw"
for wave in WAVES:
    write_wave(wave, raw)
    print(raw / wave["folder"])
