"""How long the questionnaire takes."""

from math import ceil

from coprod.questionnaire.screens import Block

WORDS_A_MINUTE = 200
SECONDS = {"one": 3, "grid": 3, "several": 1, "number": 5, "text": 45}


def minutes(form: tuple[Block, ...]) -> int:
    """Whole minutes, rounded up, for somebody who is asked everything.

    words ÷ 200 a minute + 3 seconds for each choice (also in each row of a grid) + 1 second for each option of several +
    5 seconds for a number + 45 seconds for a comment. The reading speed is slower than the 238 words of the average adult
    (Brysbaert 2019, J. Memory and Language 109), since everybody should be able to finish; the seconds are our own
    assumption. An ordinary question then takes about 10 seconds, as Pew Research Center found (Decoded, 8 December 2022).
    """
    seconds = sum(60 * words(block) / WORDS_A_MINUTE + _answering(block) for block in form)
    return max(1, ceil(seconds / 60))


def words(block: Block) -> int:
    """The number of words that somebody reads; the answers above a grid are read once."""
    texts = [block.label, *(answer.label for answer in block.answers)]
    texts += [item.label for item in block.items] if block.kind == "grid" else [item.hint for item in block.items]
    return sum(len(text.split()) for text in texts)


def _answering(block: Block) -> int:
    each = len(block.items) if block.kind == "grid" else len(block.answers) if block.kind == "several" else 1
    return SECONDS.get(block.kind, 0) * each
