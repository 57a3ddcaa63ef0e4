"""An analyst's plot of shares with their likely ranges, in seaborn, to be changed at will."""

import pandas as pd

from coprod.errors import BadInput
from coprod.record import Survey
from coprod.report.messages import speaking
from coprod.report.wording import label_of


def plot_shares(survey: Survey, frame: pd.DataFrame, items):
    """Points with likely ranges, a row a measure, a colour a wave; returns the matplotlib Axes.

    frame: item, wave, share, low, high (0 to 1). Raises BadInput for a measure that the survey does not have.
    """
    import seaborn as sns

    if unknown := [item for item in items if item not in set(frame["item"])]:
        raise BadInput(f'There is no measure "{unknown[0]}". survey.items() lists all of them.')
    shown = frame[frame["item"].isin(items)].dropna(subset="share")
    with speaking(survey.language):
        shown = shown.assign(label=[label_of(survey, item) for item in shown["item"]])
    axes = sns.pointplot(shown, x="share", y="label", hue="wave", dodge=0.3, linestyle="none", errorbar=None)
    for points, (_, rows) in zip(axes.containers or axes.lines, shown.groupby("wave", sort=False), strict=False):
        _ranges(axes, points, rows)
    axes.set(xlim=(0, 1), xlabel="", ylabel="")
    axes.xaxis.set_major_formatter("{x:.0%}")
    return axes


def _ranges(axes, points, rows: pd.DataFrame) -> None:
    places = points.get_ydata()
    axes.hlines(places[:len(rows)], rows["low"], rows["high"], color=points.get_color())
