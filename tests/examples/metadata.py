"""Invents what a survey tool records beside the answers: times, names, addresses. None of it may pass intake."""

from datetime import date, datetime, time, timedelta

import numpy as np

# Surnames are put together from two parts, so that a leak is easy to find and no real person is named.
FIRST = ["Ada", "Basil", "Clementine", "Dilip", "Esme", "Farah", "Gwilym", "Hester", "Idris", "Joan", "Kwame",
         "Lucasta", "Mabel", "Nasreen", "Osric", "Petra", "Quentin", "Rhoswen", "Samir", "Tabitha", "Una", "Vikram",
         "Winifred"]
STARTS = ["Quill", "Thistle", "Wren", "Marl", "Tarn", "Cobble", "Fenn", "Otter", "Bracken", "Pebble", "Larch", "Sorrel"]
ENDS = ["worthing", "combeley", "brookham", "ingstead", "meredyke", "wickstone", "dalesby", "fordle", "shawick",
        "hampstow", "thorpell", "leyburne"]
NETWORKS = ["192.0.2.", "198.51.100.", "203.0.113."]  # kept free for use in documents


def times(wave, number):
    """`number` pairs (start, end) in working hours of the fieldwork, in order of start, busier after each reminder."""
    rng = np.random.default_rng([wave["seed"], 1])
    opened, closed = date.fromisoformat(wave["opened"]), date.fromisoformat(wave["closed"])
    days = [opened + timedelta(day) for day in range((closed - opened).days + 1)]
    days = [day for day in days if day.weekday() < 5]
    busy = np.array([3.0 - day.weekday() / 2 for day in days])
    busy[[0, 1, -1]] += 2
    limits = np.cumsum(busy) / busy.sum()
    starts = sorted(
        datetime.combine(days[np.searchsorted(limits, rng.random())], time(8, 20))
        + timedelta(seconds=int(rng.integers(0, 9 * 3600)))
        for _ in range(number)
    )
    return [(start, start + timedelta(seconds=int(rng.integers(210, 1080)))) for start in starts]


def persons(wave, number):
    """`number` dicts with the SurveyMonkey metadata of a person, ids rising with time."""
    rng = np.random.default_rng([wave["seed"], 2])
    surnames = [start + end for start in STARTS for end in ENDS]
    surnames = [surnames[place] for place in rng.permutation(len(surnames))[:number]]
    ids = 5021740000 + np.cumsum(rng.integers(1300, 99000, number))
    hosts = rng.permutation(len(NETWORKS) * 254)[:number]
    return [_person(*row, rng) for row in zip(surnames, ids, hosts, strict=True)]


def _person(surname, respondent, host, rng):
    first = FIRST[rng.integers(len(FIRST))]
    return {
        "Respondent ID": str(respondent),
        "Collector ID": "94017352",
        "IP Address": f"{NETWORKS[host // 254]}{host % 254 + 1}",
        "Email Address": f"{first}.{surname}@example.org".lower(),
        "First Name": first,
        "Last Name": surname,
        "Custom Data 1": f"P{rng.integers(100000, 999999)}",
    }
