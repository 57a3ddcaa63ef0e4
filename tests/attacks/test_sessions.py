"""Sessions of the plan: what the raw file knows of single sessions and people is in no byte of records or pages."""

import csv
import re
from itertools import combinations

import pandas as pd
import pytest

from coprod.record.files import digest
from coprod.record.pooled_sessions import FILE
from tests.attacks.published import BASELINE, REPEAT
from tests.attacks.reader import found_in, read_all
from tests.examples.sessions import PLANTED, SESSIONS


@pytest.fixture(scope="module")
def pools(published):
    return pd.read_csv(published.project / "data" / "processed" / BASELINE / FILE)


@pytest.fixture(scope="module")
def texts(published):
    return read_all(published.project / "notebooks" / "published") | read_all(published.project / "data" / "processed")


def test_no_word_that_somebody_wrote_is_published(texts):
    assert len(PLANTED) > 12
    assert found_in(texts, PLANTED) == []


def test_no_day_of_a_session_is_published(texts):
    days = {row[0] for row in SESSIONS} | {f"{row[0][8:]}/{row[0][5:7]}/{row[0][:4]}" for row in SESSIONS}
    assert found_in(texts, sorted(days)) == []


def test_every_number_of_people_and_every_difference_of_two_sums_is_none_or_ten_and_more(pools):
    """Sums of any pools against any others of the same activity, for no pool shares a session with another."""
    assert (pools["attended"] >= 10).all() and pools["sessions"].sum() <= len(SESSIONS)
    for _, rows in pools.groupby("activity"):
        sums = {members: rows.loc[list(members), "attended"].sum()
                for size in range(len(rows) + 1) for members in combinations(rows.index, size)}
        nested = [sums[big] - sums[small] for big in sums for small in sums if set(small) < set(big)]
        assert all(people >= 10 for people in nested)


def test_no_figure_is_exact_and_each_band_leaves_three_counts_open(pools):
    """Whoever knows how many answered (all who came, or some fewer) still finds three counts or more in a band."""
    answered = {}
    for _, activity, _, _, number, *_ in SESSIONS:
        answered.setdefault(activity, []).append(number)
    taken = {activity: iter(numbers) for activity, numbers in answered.items()}
    for row in pools.to_dict("records"):
        base = sum(next(taken[row["activity"]]) for _ in range(row["sessions"]))
        assert base >= 10
        for when in ("before", "after"):
            low, high = row[f"{when}_low"], row[f"{when}_high"]
            inside = [n for n in range(base + 1) if low - 1e-4 <= n / base < high - 1e-4 or high > 0.9999 and n == base]
            assert len(inside) >= 3


def test_pages_show_no_number_of_people_that_the_pools_do_not_hold(published, pools):
    """The numbers files of the page: what is said of who came is that of pools and their sums."""
    taken = set(pools["attended"]) | set(pools.groupby("activity")["attended"].sum()) | {pools["attended"].sum()}
    seen = set()
    for path in published.folder(REPEAT).glob("numbers/*"):
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        for n, head in enumerate(rows[0]):
            if head in ("People who came", "Places taken"):
                seen |= {int(row[n].replace(",", "")) for row in rows[1:] if re.fullmatch(r"[\d,]+", row[n])}
    assert seen and seen <= {int(number) for number in taken}


def test_the_sealed_record_of_the_survey_did_not_change(published):
    record = published.record(BASELINE)
    assert record.sealed and digest(record) == record.seal
