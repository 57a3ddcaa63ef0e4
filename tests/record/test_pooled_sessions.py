"""The record of sessions: what cannot have passed disclosure control is refused when it is read."""

import pytest

from coprod.errors import BadInput
from coprod.record.pooled_sessions import COLUMNS, parse_pools, pools_text, read_pools

ROW = [1, "talks", "2017-01", "2017-02", 2, 40, 30, 0.2, 0.4, 0.6, 0.8]


def text(**change):
    row = dict(zip(COLUMNS, ROW, strict=True)) | change
    return ",".join(COLUMNS) + "\n" + ",".join(map(str, row.values())) + "\n"


def test_what_is_written_is_read_and_comes_out_the_same(project):
    folder = project / "data" / "processed" / "first"
    folder.mkdir()
    assert read_pools("first") is None
    frame = parse_pools(text().encode(), "first")
    (folder / "sessions.csv").write_text(pools_text(frame), "utf-8")
    assert pools_text(read_pools("first")) == pools_text(frame)


@pytest.mark.parametrize("change", [{"attended": 9}, {"attended": ""}, {"before_high": 0.24}, {"after_low": 0.79},
                                    {"after_high": 1.2}, {"before_low": -0.1}, {"after_low": "many"}])
def test_what_could_not_be_shown_is_refused(change):
    with pytest.raises(BadInput, match="not as `coprod sessions` writes it"):
        parse_pools(text(**change).encode(), "first")


def test_other_columns_are_refused():
    with pytest.raises(BadInput):
        parse_pools(text().replace("attended", "names").encode(), "first")
