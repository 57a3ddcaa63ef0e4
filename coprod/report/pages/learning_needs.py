"""What staff need to learn, as findings: largest gaps first, with how sure that order is."""

import pandas as pd

from coprod.analysis import needs
from coprod.record.safe import SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import of_needs
from coprod.report.pages import many_groups as many
from coprod.report.tables import Table


def what_is_missing(record: SafeTally) -> list[Finding | Notice]:
    """What staff do not know, cannot do and have not done, way by way, side by side."""
    frame = needs.gaps(record)
    if frame.empty or record.few:
        return [Notice(of_needs.word("none" if frame.empty else "few"))]
    kinds = [kind for kind in needs.GAPS if kind in set(frame["kind"])]
    shares = frame.assign(share=tables.rounded(frame["share"])).pivot_table(
        index="label", columns="kind", values="share", sort=False, dropna=False)
    rows = shares.sort_values(kinds[0], ascending=False, kind="stable").reset_index()
    title = of_needs.word("by_way")
    first = rows[kinds[0]].dropna()
    headline = of_needs.most(int((first > 0.5).sum()), len(first)) if kinds[0] == needs.KNOWLEDGE and len(first) else title
    table = Table(title, {"label": of_needs.word("way")} | {kind: of_needs.word(kind) for kind in kinds}, rows,
                  _source(record, frame), dict.fromkeys(kinds, "percent"))
    return [Finding(headline, of_needs.word("about"), None, "", table.source, table)]


def largest_needs(record: SafeTally) -> list[Finding | Notice | Paragraph]:
    """The gaps in knowledge, in skill and in experience, each a finding."""
    frame = needs.gaps(record)
    found = [_ranked(record, frame[frame["kind"].eq(kind)]) for kind in needs.GAPS if kind in set(frame["kind"])]
    found = [finding for finding in found if finding]
    return [Paragraph(of_needs.word("how_sure")), *found] if found else [Notice(of_needs.word("none" if frame.empty else "few"))]


def two_kinds_of_practice(record: SafeTally) -> list[Finding | Notice]:
    """What is known but never used, and what is used but not yet mastered: they call for different learning."""
    frame = needs.two_at_once(record)
    found = []
    for kind in (needs.UNUSED, needs.UNSURE):
        rows = frame[frame["kind"].eq(kind)]
        if len(rows):
            found.append(_ranked(record, rows) or Notice(f"{of_needs.title(kind)}. {of_needs.withheld(list(rows['label']))}"))
    return found or [Notice(of_needs.word("not_declared"))]


def help_wanted(record: SafeTally) -> list[Finding | Notice]:
    """The kinds of help staff would like."""
    frame = needs.wanted_help(record)
    finding = _ranked(record, frame)
    return [finding or Notice(of_needs.word("no_help" if frame.empty else "few"))]


def needs_by_group(record: SafeTally) -> list[Finding | Notice]:
    """The largest gaps by team, and by what else was declared, in ranges."""
    largest = needs.gaps(record).sort_values("share", ascending=False, kind="stable").groupby("kind").head(needs.TOP)
    made = [_counted(record, breakdown, largest) for breakdown in record.about["breakdowns"]
            if many.is_many(record, breakdown["name"])]
    made = [finding for finding in made if finding]
    if listed := many.are_listed(record):
        frame = needs.gaps_by_group(record)
        made += _listed(record, frame[frame["breakdown"].isin(listed)], largest)
    return made or [Notice(of_needs.word("no_groups"))]


def needs_note() -> list[Paragraph]:
    """The technical note on the order of needs."""
    return [Paragraph(text) for text in of_needs.note()]


def _listed(record: SafeTally, frame: pd.DataFrame, largest: pd.DataFrame) -> list[Finding]:
    """The groups' ranges of the largest needs, a finding a kind and breakdown."""
    frame = frame if record.few else frame[frame["item"].isin(largest["item"])]
    labels = {breakdown["name"]: breakdown for breakdown in record.about["breakdowns"]}
    made = []
    for (kind, name), rows in frame.groupby(["kind", "breakdown"], sort=False):
        heading = labels[name]["label"] if name in labels else words.ALL_STAFF
        title = of_needs.by_group(kind, labels.get(name))
        source = words.source(record.about["title"], words.ranges(heading) if name in labels else words.EVERYBODY)
        table = tables.bands_table(rows, title, source, heading)
        made.append(Finding(title, of_needs.about_groups(name), None, "", source, table))
    return made


def _counted(record: SafeTally, breakdown: dict, largest: pd.DataFrame) -> Finding | None:
    """The groups of a breakdown that are too many to be listed, counted by how many lack each of the largest needs."""
    largest = largest.sort_values("kind", key=lambda kinds: kinds.map(needs.GAPS.index), kind="stable").set_index("item")
    frame = many.counts(record, breakdown["name"], list(largest.index))
    if frame.empty:
        return None
    better = {item["name"]: item["better"] for item in record.about["items"]}
    frame = many.turned(frame, frame["item"].map(better).ne("lower"))  # a need is the answer that is not hoped for
    frame = frame.assign(label=[of_needs.named(largest.loc[item, "kind"], largest.loc[item, "label"]) for item in frame["item"]])
    return many.beside_all_staff(record, breakdown, frame, "needs", of_needs.word("way"))


def _ranked(record: SafeTally, frame: pd.DataFrame) -> Finding | None:
    """Needs of one kind, largest first, with how often each is in the top three; None where none can be shown."""
    rows = needs.largest_first(frame)
    if rows.empty:
        return None
    kind = rows["kind"].iloc[0]
    shown = pd.DataFrame({"label": rows["label"], "share": tables.rounded(rows["share"]),
                          "range": list(zip(tables.rounded(rows["low"]), tables.rounded(rows["high"]), strict=True)),
                          "chance": rows["chance"].map(of_needs.chance)})
    heads = {"label": of_needs.word("help" if kind == needs.HELP else "way")}
    heads |= {name: of_needs.word(key) for name, key in (("share", "share"), ("range", "range"), ("chance", "in_top"))}
    title = of_needs.title(kind)
    table = Table(title, heads, shown, _source(record, rows), {"share": "percent", "range": "range"})
    first = list(rows["label"][rows["share"].eq(rows["share"].max())])
    routed = any(item["relevant"] for item in record.about["items"] if item["name"] == rows["item"].iloc[0])
    return Finding(of_needs.headline(kind, first), _told(rows, frame, routed), charts.dots(rows),
                   f"{title}. {charts.dots_alt(rows)}", table.source, table)


def _told(rows: pd.DataFrame, frame: pd.DataFrame, routed: bool) -> str:
    """Which are in the top three and how sure that is, what learning they call for, and what is not shown."""
    kind = rows["kind"].iloc[0]
    # Chances that differ in the last digit of the machine are the same: the larger share then stands first.
    top = rows.loc[rows["chance"].round(9).sort_values(ascending=False, kind="stable").index].head(needs.TOP)
    sure = bool((top["chance"] > 0.95).all())
    parts = [of_needs.order(list(top["label"]), sure, len(rows) > needs.TOP), of_needs.learning(kind),
             of_needs.word("asked_some") if routed else "", of_needs.asked(rows["stem"].iloc[0]),
             of_needs.withheld(list(frame.loc[frame["share"].isna(), "label"]))]
    return " ".join(filter(None, parts))


def _source(record: SafeTally, rows: pd.DataFrame) -> str:
    return words.source(record.about["title"], words.bases(rows["base"].dropna().astype(int).tolist()))
