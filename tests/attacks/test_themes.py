"""S1, S4, S5 on comments: what people wrote and who wrote it cannot be read out of themes and paraphrases."""

import re
from contextlib import chdir

from coprod.private.comments.comments import comments_of
from coprod.record.themes import read_themes
from coprod.wave.settings import read_wave
from tests.attacks.published import BASELINE
from tests.attacks.reader import found_in, read_all
from tests.examples.comments import COMMENTS, PARAPHRASES

RUN = 4


def everything(published):
    return read_all(published.project / "notebooks" / "published") | read_all(published.project / "data" / "processed")


def runs(text):
    words = re.findall(r"[\w'’]+", text.casefold())
    return {" ".join(words[n:n + RUN]) for n in range(len(words) - RUN + 1)}


def test_s1_no_four_words_in_a_row_of_a_comment_are_published(published):
    """Words only, so that no stop or comma hides a quotation."""
    files = (text for path, text in everything(published).items() if path.endswith((".html", ".json")))
    texts = [" ".join(re.findall(r"[\w'’]+", text)) for text in files]
    quoted = {run for texts_of in COMMENTS.values() for comment in texts_of for run in runs(comment)
              if any(f" {run} " in text for text in texts)}
    assert quoted == set()


def test_what_was_not_signed_off_stays_inside_and_what_was_is_there(published):
    texts = everything(published)
    for text, role in PARAPHRASES["baseline"].values():
        assert bool(found_in(texts, [text])) == bool(role)


def test_what_coders_wrote_beside_a_comment_stays_inside(published):
    assert found_in(everything(published), ["coder_1", "merge_into", "look at", "set aside"]) == []


def test_s4_s5_no_theme_and_no_difference_is_of_fewer_than_ten_people(published):
    with chdir(published.project):
        themes, written = read_themes(BASELINE), comments_of(read_wave(BASELINE))
    record = published.record(BASELINE)
    usable = int(record.tallies.query("item == 'response' and answer == 'usable'")["count"].iloc[0])
    assert themes.questions
    for question in themes.questions:
        counts = [theme.count for theme in question.themes]
        assert question.base == len(written[question.item]) == sum(counts)
        assert min(counts) >= 10 and usable - question.base >= 10
