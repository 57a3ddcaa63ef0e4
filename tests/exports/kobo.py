"""An invented export of KoboToolbox and ODK Central."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, traced


def kobo(book: Codebook, people: list[Person]) -> Export:
    """Codes behind their groups; several choices in one cell and in a column each; one answer refused in review."""
    heads = ["start", "end", *_heads(book), "__version__", "_id", "_uuid", "_submission_time", "_validation_status",
             "_notes", "_status", "_submitted_by", "_tags", "_index"]
    rows = []
    for n, (t, person) in enumerate(traced([*people, *people[:1]])):
        cells = []
        for item in book.asked:
            given = person[item.name]
            cells.append(" ".join(given) if item.kind == "several" else given)
            if item.kind == "several":
                cells += [str(int(a.name in given)) if given else "" for a in book.answers(item.name)]
        day = f"2020-01-{t.day:02}"
        review = "validation_status_not_approved" if n == len(people) else ""
        rows.append([f"{day}T09:00:01.000+00:00", f"{day}T09:05:02.000+00:00", *cells, "vA1", str(t.number),
                     f"{t.token}-uuid", f"{day}T09:05:09", review, "", "submitted_via_web", t.email, "", str(n)])
    return Export([heads, *rows], {"refused in review": 1})


def odk(book: Codebook, people: list[Person]) -> Export:
    """ODK Central: groups joined by a hyphen, several choices in one cell only."""
    heads = ["SubmissionDate", *(f"grp-{item.name}" if item.stem else item.name for item in book.asked),
             "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "ReviewState", "DeviceID"]
    rows = [[f"2020-01-{t.day:02}T09:05:02.000Z",
             *(" ".join(person[i.name]) if i.kind == "several" else person[i.name] for i in book.asked),
             f"uuid:{t.token}", f"uuid:{t.token}", str(t.number), t.first, "", t.email] for t, person in traced(people)]
    return Export([heads, *rows])


def _heads(book: Codebook) -> list[str]:
    heads = []
    for item in book.asked:
        heads.append(f"grp/{item.name}" if item.stem else item.name)
        heads += [f"{item.name}/{a.name}" for a in book.answers(item.name)] if item.kind == "several" else []
    return heads


SHAPES = {"kobo": Shape("kobo", kobo, ";"), "odk": Shape("kobo", odk)}
