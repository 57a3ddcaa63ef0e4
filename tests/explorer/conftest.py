"""The records of the example waves, as they lie in the repository."""

from contextlib import chdir

import pytest

from coprod.explorer.choices import Surveys
from coprod.record.safe import read_record
from tests import EXAMPLES, ROOT


@pytest.fixture(scope="session")
def surveys() -> Surveys:
    with chdir(ROOT):
        return Surveys(read_record(EXAMPLES[1]), read_record(EXAMPLES[0]))
