"""coprod: from the raw exports of a staff survey to pages everybody can read.

    import coprod
    survey = coprod.read("example-2018-repeat", baseline="example-2016-baseline")
    survey.changes().query("verdict == 'improved'")   # a plain pandas DataFrame
    survey.report.headlines()                         # blocks of the pages, which show themselves

Each name is loaded when it is first asked for, so that `import coprod` is quick.
"""

from importlib import import_module

_HOME = {
    "read": "coprod.workbook",  # the workbook of a wave: frames and blocks
    "waves": "coprod.workbook",  # which waves there are
    "Workbook": "coprod.workbook",
    "Record": "coprod.record",  # what may be known of a wave, typed
    "Verdict": "coprod.record",
    "BadInput": "coprod.errors",  # the one error a person meets
    "show": "coprod.report.blocks",  # publishes blocks, or a chart of one's own with alt and caption
    "Table": "coprod.report.tables",
    "Finding": "coprod.report.blocks",
    "explore": "coprod.explorer.widgets",  # ask one's own questions by clicks
    "most_asked": "coprod.explorer.most_asked",
    "publish": "coprod.site.publish",  # the pages of a wave
}
__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"coprod has no name {name!r}; it has: {', '.join(__all__)}")
    return getattr(import_module(_HOME[name]), name)


def __dir__():
    return __all__
