"""Pages: a filtered notebook, or a wave's list of pages, as one HTML file that needs nothing else."""

import re
from functools import cache
from html import escape, unescape

from coprod.report.blocks import Blocks
from coprod.report.display import is_published, published_html
from coprod.report.messages import direction, say

_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.S)
# No script, no outside request, even if one were written into a notebook.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_notebook(notebook, about: dict) -> str:
    """The page of an executed notebook: its words, and of its outputs those that came through the tagged door.

    notebook: an nbformat notebook. about: `title` of the wave; optional `invented`, `draft` (bool), `file` (name of
    this page), `home` ("../" for a page in a folder of its own), `sheet` (bool: close together, to be printed), `pages`
    (list of dicts file, title: all pages of the wave), `floor` (10), `contact` (a sentence).
    Code is never shown; cells tagged "technical" go to a technical note at the end. Raises ValueError if the
    notebook has no heading.
    """
    body = "".join(_cell(cell) for cell in notebook.cells if not _is_technical(cell))
    note = "".join(_cell(cell) for cell in notebook.cells if _is_technical(cell))
    content, headings = _outlined(body + (note and _section(say("page.technical_note"), note, "technical")))
    if not headings:
        raise ValueError("expected a heading in the notebook's first words, which names the page; found none")
    return _page("page.html", about, headings[0][2], headings, content=content, pages=about.get("pages", []))


def render_index(about: dict, pages: list[dict]) -> str:
    """The list of a wave's pages, in words.

    about: as of `render_notebook`, and optional `intro` (a sentence), `files` (what can be downloaded: list of dicts
    title, fold (shown when pressed), files (list of dicts file, title)). pages: dicts with title, sentence,
    and either file or, for a page left out, reason.
    """
    there, left_out = ([page for page in pages if bool(page.get("file")) == kept] for kept in (True, False))
    return _page("index.html", about, about["title"], [], pages=there, left_out=left_out)


def render_teams(about: dict, services: list[dict]) -> str:
    """The list of team pages.

    about: as of `render_notebook`, `heading`, `intro` (a sentence), `notes` (lines of the technical note), optional
    `back` (file of the list above this one). services: dicts with title ("" for none), teams (dicts with file, title).
    """
    services = [service | {"key": f"{_key(service['title'], ())}-{n}"} for n, service in enumerate(services)]
    headings = [(2, service["key"], service["title"]) for service in services if service["title"]]
    return _page("teams.html", about, about["heading"], headings, services=services, pages=about.get("pages", []))


def render_home(about: dict, waves: list[dict], blocks: Blocks) -> str:
    """The page above all waves.

    about: `title`, `intro` (a sentence), optional `invented` (bool). waves: dicts with file, title, sentence, draft
    (bool). blocks: the main results over time.
    """
    surveys = (2, "surveys", say("top.surveys"))
    content, headings = _outlined(_section(say("top.over_time"), blocks.html()), [(1, "", about["title"]), surveys])
    return _page("home.html", about, about["title"], headings, waves=waves, content=content)


def render_alone(about: dict, sections: list[dict]) -> str:
    """A page that belongs to no list of pages.

    about: as of `render_notebook`, and `heading`; sections: dicts with heading ("" for none), content (HTML), and
    optional link (a dict with file, title: what can be downloaded there).
    """
    content, headings = _outlined("".join(_section(**section) for section in sections), [(1, "", about["heading"])])
    return _page("alone.html", about, about["heading"], headings, content=content)


def _page(template, about, heading, headings, **values):
    contents = [(key, words) for level, key, words in headings if level == 2]
    return _templates().get_template(template).render(
        about=about, heading=heading, policy=POLICY, contents=contents if len(contents) > 1 else [], **values)


def _section(heading, content, kind="", link=None):
    return _templates().get_template("section.html").render(heading=heading, content=content, kind=kind, link=link)


def _cell(cell):
    if cell.cell_type == "markdown":
        return _words(cell.source)
    if cell.cell_type != "code":
        return ""
    return "".join(published_html(output) for output in cell.outputs if is_published(output))


def _is_technical(cell):
    return "technical" in cell.metadata.get("tags", [])


def _words(source):
    """Markdown as HTML; tags in it are shown as typed, and pictures from elsewhere become their words."""
    return _markdown()(source).replace("<th>", '<th scope="col">')


@cache
def _markdown():
    import mistune

    class Renderer(mistune.HTMLRenderer):
        def image(self, text, url, title=None):
            return escape(text)

    return mistune.create_markdown(renderer=Renderer(escape=True), plugins=["table"])


def _outlined(body, before=()):
    """The body with one h1, no level left out, and an id at each h2; and the headings as (level, id, words).

    before: headings that stand above the body.
    """
    headings = list(before)

    def levelled(found):
        deepest = headings[-1][0] + 1 if headings else 1
        level = min(max(int(found[1]), 2 if headings else 1), deepest)
        words = unescape(re.sub(r"<[^>]+>", "", found[3])).strip()
        key = _key(words, {key for _, key, _ in headings})
        headings.append((level, key, words))
        place = f' id="{key}" tabindex="-1"' if level == 2 else ""
        return f"<h{level}{found[2]}{place}>{found[3]}</h{level}>"

    return _HEADING.sub(levelled, body), headings


def _key(words, taken):
    key = "-".join(re.findall(r"[a-z0-9]+", words.lower())) or "part"
    key, number = f"part-{key}"[:60], 2
    while key in taken:
        key, number = f"{key.rstrip('0123456789').rstrip('-')}-{number}", number + 1
    return key


@cache
def _templates():
    import jinja2

    made = jinja2.Environment(loader=jinja2.PackageLoader("coprod.site", "templates"), autoescape=True,
                              trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
                              keep_trailing_newline=True)
    made.globals |= {"say": say, "direction": direction}
    return made
