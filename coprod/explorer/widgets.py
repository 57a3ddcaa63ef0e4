"""The explorer's controls: what is pressed becomes a choice, and its view is shown at once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from importlib.resources import files
from threading import RLock

from coprod.errors import BadInput
from coprod.explorer.choices import Choices, choices_of, menus, settled, shortcuts, start
from coprod.explorer.render import View, render
from coprod.record import Survey
from coprod.report.display import rendered
from coprod.report.messages import say, speaking
from coprod.report.parts import marks_of

_MOST_BUTTONS = 4  # more breakdowns than that are a list


def explore(survey: Survey) -> None:
    """Show the explorer of a survey and the one before it as widgets. Nothing of it is ever published."""
    from IPython.display import Javascript, display

    display(page_of(survey))
    display(Javascript((files(__package__) / "look.js").read_text("utf-8")))


def page_of(survey: Survey):
    """Everything in one box: questions people ask most, a view, a second one beside it, large type for a meeting."""
    import ipywidgets as w

    with speaking(survey.language):
        first, second = Pane(survey, say("explore.view_one")), Pane(survey, say("explore.view_two"))
        pairs = w.Box([first.box]).add_class("coprod-pairs")
        asked = [w.Button(description=question) for question in shortcuts(survey)]
        for button, choices in zip(asked, shortcuts(survey).values(), strict=True):
            button.on_click(lambda _, choices=choices: first.show(choices))
        beside, meeting = (w.ToggleButton(description=say(f"explore.{key}")) for key in ("compare", "meeting"))
        more = w.Box([beside, meeting]).add_class("coprod-more")
        opening, ask = w.HTML(_opening(survey)), w.Box(asked).add_class("coprod-ask")
        root = w.VBox([opening, ask, more, pairs]).add_class("coprod-explore")
    beside.observe(lambda change: setattr(pairs, "children", [first.box, second.box][:1 + change["new"]]), "value")
    meeting.observe(lambda change: (root.add_class if change["new"] else root.remove_class)("coprod-meeting"), "value")
    root.panes, root.beside, root.meeting, root.asked = (first, second), beside, meeting, asked
    return root


def _in_its_language(method: Callable) -> Callable:
    """A method that speaks the survey's language: a press on a widget is answered outside the cell, in any thread."""

    @wraps(method)
    def spoken(self, *values):
        with speaking(self.survey.language):
            return method(self, *values)

    return spoken


class Pane:
    """One view with its controls. `box`: the widget; `choices` and `view`: what is shown now."""

    def __init__(self, survey: Survey, name: str):
        import ipywidgets as w

        self.survey, self.choices, self._quiet = survey, start(survey), False
        self._turns = RLock()  # JupyterLab may answer two clicks at once, each in a thread of its own
        self.controls = _controls(survey, self.choices)
        tabs = [(say(f"explore.tab_{tab}"), tab) for tab in ("chart", "numbers", "meaning")]
        self.tabs = w.ToggleButtons(options=tabs, description=name).add_class("coprod-tabs")
        self.status, self.panel, self.downloads, self.code, self.answer = (
            w.HTML().add_class(f"coprod-{name}") for name in ("status", "panel", "files", "keep", "status"))
        self.saved = w.Text(description=say("explore.open_label"), continuous_update=False)
        self.open = w.Button(description=say("explore.open_button"))
        self.box = self._laid_out()
        self.open.on_click(lambda _: self.reopen(self.saved.value))
        for name, control in self.controls.items():
            control.observe(partial(self._chosen, name), "value")
        self.tabs.observe(lambda _: self._turn(), "value")
        self.show(self.choices)

    @_in_its_language
    def show(self, choices: Choices) -> None:
        """Show a choice and set the controls to it."""
        with self._turns:
            self.choices = settled(self.survey, choices, self.choices)
            self.downloads.value = ""  # files of the view before are not offered beside this one while its own are made
            self._set_controls()
            self.view: View = render(self.survey, self.choices)
            self.status.value = self.view.html("status")
            self._turn()
            self.code.value = self.view.html("keep")
            self.downloads.value = self.view.html("files")

    @_in_its_language
    def reopen(self, saved: str) -> None:
        """Open the view that a text keeps, or say what is wrong with the text."""
        if not saved.strip():
            return
        try:
            self.show(choices_of(self.survey, saved))
            told = say("explore.saved_opened")
        except BadInput as error:
            told = " ".join(error.problems)
        self.answer.layout.display = ""
        self.answer.value = rendered("explorer", part="told", text=told)

    def _laid_out(self):
        import ipywidgets as w

        self.answer.layout.display = "none"
        keep = w.VBox([self.code, w.Box([self.saved, self.open]).add_class("coprod-more"), self.answer])
        choose = w.VBox(list(self.controls.values())).add_class("coprod-choose")
        seen = w.VBox([self.status, self.tabs, self.panel, self.downloads, keep]).add_class("coprod-seen")
        return w.VBox([w.Box([choose, seen]).add_class("coprod-columns")]).add_class("coprod-pane")

    def _chosen(self, name: str, change: dict) -> None:
        with self._turns:
            if not self._quiet:
                self.show(replace(self.choices, **{name: change["new"]}))

    def _set_controls(self) -> None:
        """Bring the controls to the choice; only what differs is touched, so that the focus stays where it is."""
        self._quiet = True
        try:
            lines, offered = self.controls["line"], menus(self.survey, self.choices.topic)["line"]
            if list(lines.options) != offered:
                lines.options = offered
            lines.layout.display = "" if len(offered) > 2 else "none"  # all of it, and one
            for name, control in self.controls.items():
                if control.value != (value := getattr(self.choices, name)):
                    control.value = value
        finally:
            self._quiet = False

    @_in_its_language
    def _turn(self) -> None:
        shown = self.view.html(self.tabs.value)
        if self.panel.value != shown:
            self.panel.value = shown


def _controls(survey: Survey, choices: Choices) -> dict:
    import ipywidgets as w

    offered = menus(survey, choices.topic)
    lists = {"topic", "line"} | ({"by"} if len(offered["by"]) > _MOST_BUTTONS else set())
    return {name: (w.Dropdown if name in lists else w.ToggleButtons)(
        options=options, description=say(f"explore.control_{name}"), value=getattr(choices, name))
        for name, options in offered.items()}


def _opening(survey: Survey) -> str:
    marks = dict.fromkeys(mark for one in (survey, survey.before) if one for mark in marks_of(one))
    return rendered("explorer", part="opening", style=(files(__package__) / "look.css").read_text("utf-8"),
                    marks=list(marks),
                    intro=say("explore.intro"), shortcuts=say("explore.shortcuts"))
