"""The tests of coprod, one file a module, and the house rules."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = ("example-2016-baseline", "example-2018-repeat")
