"""Writes the page of an open survey, which belongs to no wave's pages."""

from pathlib import Path

from coprod.paths import published_folder, whole_file
from coprod.record.replies import Replies
from coprod.report.data_resource import BOM
from coprod.report.messages import own_words, say
from coprod.report.pages.while_open import are_many, sections, table_of_groups
from coprod.site.templates import render_alone


def write_fieldwork(replies: Replies) -> Path:
    """Write the page of an open survey; returns its path, beside the waves' own folders, where publishing leaves it.

    Where there are too many teams to be listed, a file of their ranges lies beside the page.
    """
    target = published_folder("fieldwork") / f"{replies.wave}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    file, link = target.with_name(f"{replies.wave}-teams.csv"), None
    if are_many(replies):
        whole_file(file, BOM + table_of_groups(replies).csv())
        link = {"file": file.name, "title": say("many.team_file")}
    else:
        file.unlink(missing_ok=True)
    about = {"title": own_words(replies.title), "heading": say("fieldwork.heading"), "invented": replies.invented}
    whole_file(target, render_alone(about, [
        {"heading": say(f"fieldwork.{name}") if name else "", "content": blocks.html(),
         "link": link if name == "teams" else None}
        for name, blocks in sections(replies).items()]))
    return target
