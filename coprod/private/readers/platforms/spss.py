"""SPSS: variable and value labels of a .sav file as rows of text, so that it is read like any other export."""

from pathlib import Path

from coprod.errors import BadInput
from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, row_or_option, splits
from coprod.private.readers.platforms.qualtrics import reading
from coprod.private.readers.sheets import Sheet

_MARK = "SPSS "
_OWN = frozenset({"startdate", "enddate", "status", "ipaddress", "progress", "duration", "finished", "recordeddate",
                  "responseid", "recipientlastname", "recipientfirstname", "recipientemail", "externalreference",
                  "locationlatitude", "locationlongitude", "distributionchannel", "userlanguage", "id", "submitdate",
                  "lastpage", "startlanguage", "seed", "token", "datestamp", "ipaddr", "refurl", "respondentid",
                  "collectorid", "urn", "userid", "userno", "email", "emailaddress", "firstname", "lastname"})


def open_sav(path: Path) -> Sheet:
    """The cells of a .sav file as text: three header rows (name, label, kind of variable), then a row a person.

    Raises BadInput: the extra `sav` is not installed, or the file cannot be read.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise BadInput(f'{path.name}: reading SPSS files needs one more package: pip install "coprod[sav]".') from error
    try:
        frame, about = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    except (pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise BadInput(f"{path.name} cannot be opened as an SPSS file. Export it again.") from error
    return Sheet(path, rows_of(frame, about))


def rows_of(columns: dict[str, list], about) -> Rows:
    """Rows of text from what pyreadstat returns; `about` holds the labels and what counts as missing.

    A missing value with a label of its own keeps it, as the codebook may know it as an answer; one without is blank.
    """
    names = list(columns)
    labels = [about.column_names_to_labels.get(name) or "" for name in names]
    kinds = [_MARK + about.readstat_variable_types[name] for name in names]
    texts = [_texts(cells, about.variable_value_labels.get(name, {}), about.missing_ranges.get(name, ()))
             for name, cells in columns.items()]
    return [names, labels, kinds, *map(list, zip(*texts, strict=True))]


def _texts(values, words: dict, missing) -> list[str]:
    known: dict = {}
    for value in values:
        if value not in known:
            gone = value is None or value != value or any(span["lo"] <= value <= span["hi"] for span in missing)
            known[value] = words[value] if value in words else "" if gone else _text(value)
    return [known[value] for value in values]


def _text(value) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _recognise(rows: Rows) -> bool:
    return all(kind.startswith(fold(_MARK)) for kind in heads(rows, 2) or {""})


def _readings(rows: Rows) -> list[Ways]:
    return [() if fold(name) in _OWN else _reading(name, label) for name, label in zip(rows[0], rows[1], strict=True)]


def _reading(name: str, label: str) -> Ways:
    """Names and labels as Qualtrics joins them, or as others do: "Question: Row" and "[Row] Question"."""
    cuts = [*splits(label, ": "), *((question, row) for row, question in splits(label.removeprefix("["), "] "))]
    question, _, option = name.rpartition("_")
    coded = (Heading(question, option=option),) if question else ()
    return *reading(name, label), *coded, *(heading for cut in cuts for heading in row_or_option(*cut, name))


PLATFORM = Platform("spss", _recognise, _readings, header_rows=3,
                    ids=("responseid", "respondentid", "urn", "userid", "id"),
                    started=("startdate", "submitdate", "recordeddate"),
                    codes="numbers",
                    not_chosen=frozenset({"", "0", "not selected", "unselected", "unchecked", "not mentioned"}))
