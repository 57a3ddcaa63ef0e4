"""Old names of sentences about barriers and themes, for call sites that are not converted yet."""

from coprod.report.messages.sentences import counted, say


def verdicts(rows):
    return say("barriers.verdicts", count=len(rows), told=counted("barriers.counted", rows["verdict"].value_counts().to_dict()))


def who_coded(question, base, themes_shown):
    return say("barriers.wrote", base=base, coders=question["coders"], count=themes_shown, alike=question["alike"])


def first_theme(named, base):
    most = max(theme["count"] for theme in named)
    first = [theme["label"] for theme in named if theme["count"] == most]
    return say("barriers.first", count=len(first), themes=first, people=most, base=base)


def paraphrase(text, role):
    return say("barriers.signed", text=text, role=role)


def agreement(question):
    return say("barriers.agreement", question=question["label"], alpha=question["alpha"], kappa=question["kappa"])
