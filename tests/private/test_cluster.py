"""On a cluster the same record comes out byte for byte; a worker that is lost loses nothing; nothing is written there."""

import json
import os
import pickle
import signal
import threading

import pytest

from coprod.errors import BadInput
from coprod.private import cluster
from coprod.private.process import draft, process
from coprod.record import read_record
from coprod.site.workers.scheduler import may_be_overheard
from coprod.wave.settings import read_wave
from tests import EXAMPLES
from tests.clusters import command_line, gone, make_key, pids, two_encrypted, two_workers
from tests.invented import people, read_csv, write_answers, write_book, write_csv, write_small

distributed = pytest.importorskip("distributed", reason="Dask is not installed: nothing of --scheduler is tested here")
SECRET = "Zanzibar"


@pytest.fixture(scope="module")
def workers():
    with two_workers() as made:
        yield made


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("key"))


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of about 20 rows."""
    monkeypatch.setattr("coprod.private.readers.delimited._PART", 1000)
    monkeypatch.setattr(cluster, "PART", 1500)


@pytest.fixture
def small(project):
    return write_small(project / "data" / "raw", crowd=people(40), headcount=60)


def same(workers, wave=None):
    wave = wave or read_wave("small")
    alone, there = draft(wave), draft(wave, scheduler=workers.scheduler_address)
    assert there.record.digest() == alone.record.digest()
    assert (there.rows, there.counted, there.complete) == (alone.rows, alone.counted, alone.complete)
    assert (+there.not_counted, there.recoded, there.dropped) == (+alone.not_counted, alone.recoded, alone.dropped)
    return there


def test_the_record_is_that_of_one_machine(workers, small, small_parts):
    assert cluster.PART == 1500 and len(cluster._cut(cluster.open_exports(read_wave("small"))[1][0])) > 5
    same(workers)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_too_with_every_kind_of_export_and_breakdowns_that_cross(workers, examples, monkeypatch, name):
    monkeypatch.setattr("coprod.private.readers.delimited._PART", 4000)
    monkeypatch.setattr(cluster, "PART", 8000)
    assert same(workers, read_wave(name)).record.scores


def test_the_moments_of_scores_stay_in_memory(examples, tmp_path):
    """Of a part they may be those of one person. What is written says of a score what the record of one machine says, no more."""
    draft(read_wave(EXAMPLES[0])).record.write(tmp_path)
    scores = json.loads((tmp_path / "wave.json").read_text("utf-8"))["scores"]
    names = {"name", "label", "items", "people", "mean", "low", "high", "alpha", "omega"}
    assert scores and all(set(score) == names for score in scores)
    assert all(isinstance(score[name], int) for score in scores for name in ("people", "mean", "low", "high"))
    assert all(score[name] == round(score[name], 2) for score in scores for name in ("alpha", "omega"))


def test_a_response_that_stands_in_two_parts_counts_once(workers, small, small_parts):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [*rows, *rows[5:9]])
    made = same(workers)
    assert made.not_counted["exported more than once: counted once"] == 4


def test_overlapping_exports_are_joined(workers, small, small_parts):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses-1.csv", rows[:150])
    write_csv(small / "responses-2.csv", [rows[0], *rows[100:]])
    (small / "responses.csv").unlink()
    assert same(workers).not_counted["exported more than once: counted once"] == 50


def test_rare_options_are_rare_in_all_parts_together(workers, small, small_parts):
    crowd = people(40)
    for person in crowd:
        person["What would help?"] = person["What would help?"].replace("Plain, short texts;", "")
    for n in (3, 120):  # two people, far apart
        crowd[n] |= {"Do you need support?": "Yes", "What would help?": "Plain, short texts;"}
    write_answers(small / "responses.csv", crowd)
    same(workers)


def test_what_is_wrong_is_said_as_on_one_machine_and_repeats_no_answer(workers, small, small_parts):
    crowd = people(40)
    crowd[130]["I feel sure."] = SECRET
    write_answers(small / "responses.csv", crowd)
    told = []
    for scheduler in ("", workers.scheduler_address):
        with pytest.raises(BadInput) as caught:
            draft(read_wave("small"), scheduler=scheduler)
        told.append(str(caught.value))
    assert told[0] == told[1] and "line 132" in told[1]
    assert SECRET not in told[1] + "".join(map(str, workers.get_logs().values()))


@pytest.fixture
def killing(monkeypatch):
    """Call it with a cluster: one of its workers will be killed while it counts; returns which."""
    def prepare(workers):
        victim = min(pids(workers))

        def each(client, function, parts, *more):
            if function is cluster._count:
                threading.Timer(0.1, os.kill, (victim, signal.SIGKILL)).start()
            return real(client, function, parts, *more)

        monkeypatch.setattr(cluster, "_each", each)
        return victim

    real = cluster._each
    return prepare


def test_a_worker_that_is_killed_on_the_way_loses_nothing(workers, small, small_parts, killing):
    victim = killing(workers)
    same(workers)
    assert gone(workers, victim)


def test_encrypted_too_though_a_worker_is_killed_and_from_the_command_line(small, small_parts, key, killing):
    with two_encrypted(key) as workers:
        assert workers.scheduler_address.startswith("tls://")
        victim = killing(workers)
        alone = same(workers).record.digest()
        assert gone(workers, victim)
        made = command_line("process", "small", "--scheduler", workers.scheduler_address, key=key)
    assert (made.returncode, made.stderr) == (0, "")
    assert read_record("small").digest() == alone


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_answer_travels_but_counted(workers, small, small_parts, monkeypatch, ending):
    """What goes to a worker holds no row; what comes back holds no word of any."""
    crowd = people(40)
    for n, person in enumerate(crowd):
        person["Anything else?"] = f"{SECRET} {n}"
    rows = read_csv(write_answers(small / "responses.csv", crowd))
    if ending == "xlsx":
        (small / "responses.csv").unlink()
        write_book(small / "responses.xlsx", {"Sheet1": rows})
    sent, back, real = [], [], cluster._each

    def each(client, function, parts, *more):
        sent.append(pickle.dumps((parts, more)))
        back.append(pickle.dumps(found := real(client, function, parts, *more)))
        return found

    monkeypatch.setattr(cluster, "_each", each)
    same(workers)
    assert len(sent) == len(back) == 3
    for one in (*sent, *back):
        assert SECRET.encode() not in one and b"1/6/20" not in one and b"anonymous" not in one
    assert all(crowd[0]["Which team do you work in?"].encode() in one for one in sent)  # the teams to choose from do travel


def test_an_address_that_others_could_listen_in_to_is_refused(small):
    with pytest.raises(BadInput, match="without encryption, others on the way"):
        process("small", scheduler="tcp://counter:8786")


def test_workers_that_others_could_listen_in_to_are_refused_though_the_scheduler_is_here(small):
    with two_workers(host="0.0.0.0") as workers:
        if not may_be_overheard(next(iter(workers.scheduler.workers))):
            pytest.skip("this machine has no network")
        with pytest.raises(BadInput, match="is reached without encryption"):
            process("small", scheduler=f"tcp://127.0.0.1:{workers.scheduler_address.rpartition(':')[2]}")
    assert not list((small.parents[1] / "processed").iterdir())


def test_workers_that_may_write_to_disk_are_refused(small):
    with two_workers(spill=0.7, target=0.6) as workers, pytest.raises(BadInput, match="may write what it holds to its disk"):
        process("small", scheduler=workers.scheduler_address)
    assert not list((small.parents[1] / "processed").iterdir())


def test_without_a_scheduler_there_nothing_is_counted(small, monkeypatch):
    monkeypatch.setattr("coprod.site.workers.scheduler._SECONDS", 1)
    with pytest.raises(BadInput, match="no Dask scheduler answers there"):
        process("small", scheduler="tcp://127.0.0.1:9")
