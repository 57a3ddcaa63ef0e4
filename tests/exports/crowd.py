"""Invented people: what they answered, by the names of a codebook, and what a survey tool knows of them besides."""

import random
import zlib
from dataclasses import dataclass

from coprod.codebook import Codebook

OWN_WORDS = "A mentor at the library"  # what people write beside "other"


def typed(person: "Person") -> str:
    """What a person wrote beside "other": hardly anybody writes the same."""
    return f"{OWN_WORDS} ({zlib.crc32(repr(sorted(person.items())).encode()) % 9973})"


Person = dict[str, str | tuple[str, ...]]  # item to answer's name, options' names, or text; "" and () say nothing


@dataclass(frozen=True)
class Trace:
    """What a tool adds to one answer; nothing of it may come in."""

    number: int
    email: str
    first: str
    last: str
    ip: str
    token: str
    latitude: str
    day: int

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must not be found after intake."""
        return self.email, self.first, self.last, self.ip, self.token, self.latitude, str(self.number)


def trace(number: int) -> Trace:
    """The same person gets the same trace in every export."""
    return Trace(77_310_000 + number, f"quill{number}@wortham.example", f"Quillan{number}", f"Worthing{number}",
                 f"203.0.113.{number}", f"tok-zq{number:04}", f"52.48{number:03}7", 6 + number % 20)


def crowd(book: Codebook, people: int = 40, seed: int = 5) -> list[Person]:
    """Answers of `people`, always the same; some leave a question out, and the last breaks off after the first."""
    rng = random.Random(seed)
    made = []
    for _ in range(people):
        person: Person = {}
        for item in book.asked:
            if item.universe.any_of and not any(all(person[i] == a for i, a in way) for way in item.universe.any_of):
                person[item.name] = () if item.kind == "several" else ""
            elif item.kind == "several":
                person[item.name] = tuple(a.name for a in book.answers(item.name) if rng.random() < 0.4)
            elif item.kind == "text":
                person[item.name] = rng.choice(["", "More time, please; and \u201cbiscuits\u201d.", "caf\u00e9"])
            else:
                person[item.name] = "" if rng.random() < 0.05 else rng.choice(book.answers(item.name)).name
        made.append(person)
    first = book.asked[0].name
    made[-1] = nobody(book) | {first: book.answers(first)[0].name}
    return made


def nobody(book: Codebook) -> Person:
    """Who opened the form and answered nothing."""
    return {item.name: () if item.kind == "several" else "" for item in book.asked}
