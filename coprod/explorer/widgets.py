"""The explorer's controls: what is pressed becomes a choice, and its view is shown at once."""

from dataclasses import fields, replace
from functools import partial
from html import escape
from importlib.resources import files
from threading import RLock

from coprod.errors import BadInput
from coprod.explorer.choices import (
    ALL,
    BOTH,
    CHANGE,
    NOW,
    SHOWS,
    SORTS,
    THEN,
    Choices,
    Surveys,
    choices_of,
    settled,
    shortcuts,
    start,
)
from coprod.explorer.render import View, look
from coprod.record.safe import SafeTally
from coprod.report import messages as words
from coprod.report.messages.of_explore import text

_MOST_BUTTONS = 4  # more breakdowns than that are a list


def explore(record: SafeTally, baseline: SafeTally | None = None) -> None:
    """Show the explorer of a survey, and of the one it is compared with, as widgets. Nothing of it is ever published."""
    from IPython.display import Javascript, display

    surveys = Surveys(record, baseline)
    display(page_of(surveys))
    display(Javascript((files(__package__) / "look.js").read_text("utf-8")))


def page_of(surveys: Surveys):
    """Everything in one box: questions people ask most, a view, a second one beside it, large type for a meeting."""
    import ipywidgets as w

    first, second = Pane(surveys, text("view_one")), Pane(surveys, text("view_two"))
    pairs = w.Box([first.box]).add_class("coprod-pairs")
    asked = [w.Button(description=question) for question in shortcuts(surveys)]
    for button, choices in zip(asked, shortcuts(surveys).values(), strict=True):
        button.on_click(lambda _, choices=choices: first.show(choices))
    beside, meeting = (w.ToggleButton(description=text(key)) for key in ("compare", "meeting"))
    more = w.Box([beside, meeting]).add_class("coprod-more")
    root = w.VBox([w.HTML(_opening(surveys)), w.Box(asked).add_class("coprod-ask"), more, pairs]).add_class("coprod-explore")
    beside.observe(lambda change: setattr(pairs, "children", [first.box, second.box][:1 + change["new"]]), "value")
    meeting.observe(lambda change: (root.add_class if change["new"] else root.remove_class)("coprod-meeting"), "value")
    root.panes, root.beside, root.meeting, root.asked = (first, second), beside, meeting, asked
    return root


class Pane:
    """One view with its controls. `box`: the widget; `choices` and `view`: what is shown now."""

    def __init__(self, surveys: Surveys, name: str):
        import ipywidgets as w

        self.surveys, self.choices, self._quiet = surveys, start(surveys), False
        self._turns = RLock()  # JupyterLab may answer two clicks at once, each in a thread of its own
        self.controls = _controls(surveys)
        self.status = w.HTML().add_class("coprod-status")
        self.tabs = w.ToggleButtons(options=[(text(f"tab_{tab}"), tab) for tab in ("chart", "numbers", "meaning")],
                                    description=name).add_class("coprod-tabs")
        self.panel = w.HTML().add_class("coprod-panel")
        self.downloads, self.code, self.answer = (w.HTML().add_class(f"coprod-{name}") for name in ("files", "keep", "status"))
        self.saved = w.Text(description=text("open_label"), continuous_update=False)
        self.open = w.Button(description=text("open_button"))
        self.open.on_click(lambda _: self.reopen(self.saved.value))
        for name, control in self.controls.items():
            control.observe(partial(self._chosen, name), "value")
        self.tabs.observe(lambda _: self._turn(), "value")
        self.answer.layout.display = "none"
        keep = w.VBox([self.code, w.Box([self.saved, self.open]).add_class("coprod-more"), self.answer])
        choose = w.VBox(list(self.controls.values())).add_class("coprod-choose")
        seen = w.VBox([self.status, self.tabs, self.panel, self.downloads, keep]).add_class("coprod-seen")
        self.box = w.VBox([w.Box([choose, seen]).add_class("coprod-columns")]).add_class("coprod-pane")
        self.show(self.choices)

    def show(self, choices: Choices) -> None:
        """Show a choice and set the controls to it."""
        with self._turns:
            self.choices = settled(self.surveys, choices, self.choices)
            self.downloads.value = ""  # files of the view before are not offered beside this one while its own are made
            self._set_controls()
            self.view: View = look(self.surveys, self.choices)
            self.status.value = f"<p>{escape(self.view.status)}</p>"
            self._turn()
            keep = f"<h2>{escape(text('keep'))}</h2><p>{escape(text('keep_help'))}</p>"
            self.code.value = f"{keep}<code>{escape(self.view.code)}</code>"
            self.downloads.value = self.view.downloads()

    def reopen(self, saved: str) -> None:
        """Open the view that a text keeps, or say what is wrong with the text."""
        if not saved.strip():
            return
        try:
            self.show(choices_of(self.surveys, saved))
            told = text("saved_opened")
        except BadInput as error:
            told = " ".join(error.problems)
        self.answer.layout.display = ""
        self.answer.value = f"<p>{escape(told)}</p>"

    def _chosen(self, name: str, change: dict) -> None:
        with self._turns:
            if not self._quiet:
                self.show(replace(self.choices, **{name: change["new"]}))

    def _set_controls(self) -> None:
        """Bring the controls to the choice; only what differs is touched, so that the focus stays where it is."""
        self._quiet = True
        try:
            lines, topic = self.controls["line"], self.surveys.topics[self.choices.topic]
            options = [(text("all_lines"), ALL), *((label, item) for item, label in topic.labels.items())]
            if tuple(lines.options) != tuple(options):
                lines.options = options
            lines.layout.display = "" if len(topic.labels) > 1 else "none"
            for part in fields(self.choices):
                control, value = self.controls[part.name], getattr(self.choices, part.name)
                if control.value != value:
                    control.value = value
        finally:
            self._quiet = False

    def _turn(self) -> None:
        shown = {"chart": self.view.chart, "numbers": self.view.numbers, "meaning": self.view.explained}[self.tabs.value]()
        if self.panel.value != shown:
            self.panel.value = shown


def _controls(surveys: Surveys) -> dict:
    import ipywidgets as w

    one = surveys.then is None
    waves = [(surveys.now.about["title"], NOW)] if one else [
        (surveys.then.about["title"], THEN), (surveys.now.about["title"], NOW), (text("survey_both"), BOTH)]
    groups = [(text("all_staff"), ALL), *((label, name) for name, label in surveys.breakdowns.items())]
    shows = [(text(f"show_{name}"), name) for name in SHOWS if name != CHANGE or not one]
    topics = [(topic.title, key) for key, topic in surveys.topics.items()]
    options = {"survey": waves, "topic": topics, "line": [(text("all_lines"), ALL)], "show": shows, "by": groups,
               "sort": [(text(f"sort_{name}"), name) for name in SORTS]}
    lists = {"topic", "line"} | ({"by"} if len(groups) > _MOST_BUTTONS else set())
    return {name: (w.Dropdown if name in lists else w.ToggleButtons)(options=of, description=text(f"control_{name}"), value=(
        NOW if name == "survey" else of[0][1])) for name, of in options.items()}


def _opening(surveys: Surveys) -> str:
    marks = [words.DRAFT] * (not all(record.sealed for record in surveys.records))
    marks += [words.INVENTED] * any(record.about["invented"] for record in surveys.records)
    style = (files(__package__) / "look.css").read_text("utf-8")
    banner = "".join(f"<p>{escape(mark)}</p>" for mark in marks)
    banner = f'<div class="notice" role="note">{banner}</div>' if marks else ""
    hint = f'<p class="coprod-hint">{escape(text("intro"))}</p><h2 class="coprod-hint">{escape(text("shortcuts"))}</h2>'
    return f"<style>{style}</style>{banner}{hint}"
