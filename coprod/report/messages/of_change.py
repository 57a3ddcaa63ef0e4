"""Sentences about several surveys: what changed, what did not, and what cannot be compared."""

from coprod.report.messages.language import entries_of, entry, say, sentences
from coprod.report.messages.of_numbers import in_hundred, listed, percent, whole, with_range

__all__ = ["in_hundred"]
__getattr__ = entries_of("change")
_COUNTED = ("improved", "declined", "about the same", "cannot tell")


def changed(phrase: str, share_1: float, share_2: float, verdict: str) -> str:
    """A headline about two waves: "More staff feel confident: 70% then, 80% now"."""
    if share_1 != share_1 or share_2 != share_2:
        return say("change.changed_too_few", phrase=phrase)
    key = "change.changed"
    if verdict in ("improved", "declined", "risen", "fallen"):
        key = "change.changed_more" if share_2 > share_1 else "change.changed_fewer"
    return say(key, phrase=phrase, then=percent(share_1), now=percent(share_2))


def verdict_words(verdict: str, held_back: bool = False) -> str:
    """A verdict as a sentence; says where only the adjustment for many tests stands in its way."""
    words = say(f"change.verdicts.{verdict}")
    return f"{words} {say('change.held_back')}" if held_back else words


def in_short(verdict: str) -> str:
    """A verdict, or the reason why there is none, as the cell of a table: "did not clearly change"."""
    return say(f"change.in_short.{verdict}")


def since(share: float, verdict: str) -> str:
    """What changed since an earlier share (0-1): "That is better than before, when it was 70%."."""
    if verdict in entry("change.since"):
        return say(f"change.since.{verdict}", share=percent(share))
    if verdict == "not tested":
        return verdict_words(verdict)
    return say("change.cannot_compare", why=why_not(verdict))


def one_wave(share: float, low: float, high: float) -> str:
    """A share and its likely range as the cell of a table: "70% (63 to 77)"."""
    return with_range(share, low, high)


def why_not(reason: str) -> str:
    """Why two waves are not compared on a question."""
    return say(f"change.why_not.{reason}")


def detectable(points_safe: int) -> str:
    """What could have been seen at all, said before the results."""
    return say("change.detectable", count=points_safe)


def out_of_reach(points: int) -> str:
    """A warning, before the results, that "about the same" cannot be reached."""
    return say("change.out_of_reach", count=points)


def score(one: dict) -> str:
    """A score with its likely range: "61 (likely range 58 to 64)"."""
    return say("numbers.score", mean=one["mean"], low=one["low"], high=one["high"])


def change_note(margin: float) -> list[str]:
    """The technical note on changes, with the field's own names."""
    return list(sentences("change.note", points=whole(margin)))


def verdict_counts(counts: dict[str, int]) -> str:
    """How many questions improved, got worse and so on, in one or two sentences."""
    told = counted(counts)
    return say("change.of_these_questions", told=told) if told else say("change.none_compared")


def counted(counts: dict[str, int]) -> str:
    """The same as part of a sentence: "2 improved and 1 got worse"; "" where nothing can be compared."""
    parts = [say(f"change.counted.{verdict}", count=counts[verdict]) for verdict in _COUNTED if counts.get(verdict)]
    return listed(parts) if parts else ""


def sources(titles: list[str]) -> str:
    """The caption under a figure of several surveys."""
    return say("change.sources", titles=say("numbers.semicolon").join(titles))


def compared_with(title: str) -> str:
    """The part of a caption that names the earlier survey."""
    return say("change.compared_with", title=title)
