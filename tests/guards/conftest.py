"""The stages of the small survey, made once for all tests of this folder."""

import pytest

from tests.guards.stages import make_stages


@pytest.fixture(scope="session")
def stages(tmp_path_factory):
    return make_stages(tmp_path_factory.mktemp("stages").resolve())


@pytest.fixture
def place(tmp_path):
    """Where a project is put to be broken."""
    return tmp_path.resolve() / "project"
