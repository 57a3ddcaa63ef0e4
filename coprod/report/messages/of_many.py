"""Old names of sentences about many groups, for call sites that are not converted yet."""

from coprod.report.messages.catalogue import own_words
from coprod.report.messages.sentences import say
from coprod.report.messages.values import shown


def _of(breakdown):
    return {"breakdown": breakdown["name"], "group": own_words(breakdown.get("label", ""))}


def headline(key, breakdown, count):
    return say(f"many.{key}", count=count, **_of(breakdown))


def groups(breakdown, count):
    return say("many.groups", count=count, **_of(breakdown))


def questions(count):
    return say("many.questions", count=count)


def told(frame):
    if len(frame) == 1:
        return say("many.told", **{kind: frame[kind].iloc[0] for kind in ("higher", "lower", "cannot_tell")})
    most = [frame.loc[frame[kind].idxmax(), ["label", kind]] for kind in ("higher", "lower")]
    return say("many.most", **{f"label_{n}": row.iloc[0] for n, row in enumerate(most, 1)},
               **{f"number_{n}": row.iloc[1] for n, row in enumerate(most, 1)})


def about(breakdown):
    return say("many.about", breakdown=breakdown["name"])


def kind(name):
    return say(f"many.{name}")


def value(counts):
    return shown(counts, "dots")


def axis(breakdown):
    return say("many.axis", breakdown=breakdown["name"])


def in_both(breakdown, count):
    return say("many.in_both", count=count, **_of(breakdown))


def bands(count):
    return say("many.bands", count=count)


def to_ask_again(count, band):
    return say("many.to_ask_again", count=count, band=band)
