"""KoboToolbox and ODK: one header row of codes or words behind their groups; several choices by space, or 0/1 each."""

from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, one_row, splits

_OWN = frozenset({"start", "end", "today", "username", "deviceid", "simserial", "phonenumber", "audit", "_id",
                  "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
                  "__version__", "_tags", "_index", "meta/instanceid", "instanceid", "meta-instanceid",
                  "meta-instancename", "instancename", "key", "submissiondate", "submitterid", "submittername",
                  "attachmentspresent", "attachmentsexpected", "status", "reviewstate", "edits", "formversion",
                  "formdef_version", "meta/rootuuid", "meta-rootuuid", "meta/deprecatedid", "meta-deprecatedid",
                  "formhub/uuid"})
_REFUSED = dict.fromkeys(("validation_status_not_approved", "not approved", "rejected"), "refused in review")


def _recognise(rows: Rows) -> bool:
    own = heads(rows)
    return {"_uuid", "_submission_time"} <= own or "key" in own and any(head.endswith("instanceid") for head in own)


def _reading(head: str) -> Ways:
    """A head may be a code or words, and either may hold the sign that stands between groups."""
    cuts = [cut for between in "/-:" for cut in splits(head, between)]
    readings = [Heading(code=head, label=head)]
    for group, last in cuts:
        question = min((group.rpartition(between)[2] for between in "/-:"), key=len)
        for above in (question, group):  # an option may be named like an item, and two groups may ask in the same words
            readings += [Heading(above, label=above, option=last), Heading(last, stem=above, label=last)]
        readings.append(Heading(last, label=last))
    return tuple(dict.fromkeys(readings))


PLATFORM = Platform("kobo", _recognise, one_row(_OWN, _reading), separators=" ",
                    ids=("meta/rootuuid", "meta-rootuuid", "_id", "key", "_uuid", "meta/instanceid", "meta-instanceid",
                         "instanceid"),
                    started=("start", "_submission_time", "submissiondate"),
                    status={"_validation_status": _REFUSED, "reviewstate": _REFUSED},
                    not_chosen=frozenset({"", "0", "false", "n/a"}), missing=frozenset({"", "n/a"}),
                    codes="names", edited=True)
