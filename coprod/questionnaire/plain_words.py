"""Plain words: a short list of words with plainer ones, a reading measure, and the words that join two questions."""

import re

# Our own list, of words that surveys of public bodies like; what stands beside each is plainer.
PLAINER = {
    "additional": "more", "aforementioned": "this", "ascertain": "find out", "assist": "help", "assistance": "help",
    "benchmark": "compare", "cascade": "pass on", "collaborative": "together", "commence": "start",
    "deliverables": "results", "empower": "give power to", "empowered": "able", "endeavour": "try",
    "ensure": "make sure", "facilitate": "help", "going forward": "from now on", "holistic": "whole",
    "impactful": "useful", "implement": "carry out", "implementation": "carrying out", "in order to": "to",
    "in relation to": "about", "in respect of": "about", "leverage": "use", "liaise": "talk", "methodology": "way",
    "methodologies": "ways", "numerous": "many", "obtain": "get", "optimal": "best", "overarching": "main",
    "paradigm": "way of thinking", "participate": "take part", "prior to": "before", "proactive": "active",
    "purchase": "buy", "pursuant to": "under", "regarding": "about", "robust": "strong",
    "stakeholder": "people affected", "stakeholders": "people affected", "subsequently": "later",
    "sufficient": "enough", "synergy": "working together", "terminate": "end", "utilise": "use",
    "with regard to": "about",
}
LONGEST_SENTENCE = 25
READING_GRADE = 6  # as on the pages we publish

_EXPLAINED = re.compile(r"\b(i\.e\.|e\.g\.|which means|this means|that is to say|in other words|also known as|"
                        r"defined as|stands for|by which we mean|we mean)|\((?:\S+\s+){3,}\S+\)", re.I)
_OPPOSITES = re.compile(r"\b(agree or disagree|yes or no|more or less|better or worse|for or against|true or false|"
                        r"satisfied or dissatisfied|(\d+|one|two|three|once|twice) or (more|less|fewer)|"
                        r"and so on)\b", re.I)
_TOGETHER = re.compile(r"\b(each other|one another|together|between|both)\b", re.I)
_LIST = re.compile(r"\w+, [^,.?]+,? (and|or) ", re.I)
_JOINED = re.compile(r"\b(and/or|as well as|and|or)\b|\b[a-z]{3,}/[a-z]{3,}\b|&", re.I)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in re.split(r"(?<=[.!?:])\s+", text.strip()) if part]


def reading_grade(texts: list[str]) -> float:
    """Automated readability index (Smith and Senter 1967): 4.71 letters a word + 0.5 words a sentence - 21.43."""
    parts = [sentence for text in texts for sentence in sentences(text)]
    found = [word for part in parts for word in re.findall(r"[\w\u2019'%-]+", part)]
    letters = sum(len(re.sub(r"\W", "", word)) for word in found)
    return 4.71 * letters / len(found) + 0.5 * len(found) / len(parts) - 21.43 if found else 0.0


def heavy_words(text: str) -> dict[str, str]:
    """Words of the list that stand in a text, each with a plainer one."""
    return {word: plain for word, plain in PLAINER.items() if re.search(rf"\b{word}\b", text, re.I)}


def explains(text: str) -> bool:
    """Whether a text explains a term: "i.e.", "which means", or four words or more in brackets."""
    return bool(_EXPLAINED.search(text))


def joined_by(text: str) -> str:
    """The word by which a sentence seems to ask two things at once, or "".

    Not counted: names of things (no full stop or question mark at the end), lists ("a, b and c"), opposites ("agree or
    disagree"), and what people do together ("staff and citizens … each other").
    """
    for sentence in sentences(text):
        bare = _OPPOSITES.sub("", re.sub(r"\([^)]*\)", "", sentence))
        asks = sentence[-1] in ".?" and not _LIST.search(bare) and not _TOGETHER.search(bare)
        if asks and (found := _JOINED.search(bare)):
            return found[0]
    return ""
