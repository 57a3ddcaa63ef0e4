"""The example waves, as they lie in the repository."""

from contextlib import chdir

import pytest

from coprod.record import Survey, read_survey
from tests import EXAMPLES, ROOT


@pytest.fixture(scope="session")
def surveys() -> Survey:
    """The later wave with the one before it."""
    with chdir(ROOT):
        return read_survey(EXAMPLES[1], EXAMPLES[0])
