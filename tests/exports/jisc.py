"""An invented export of JISC Online Surveys with its key file."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person, nobody
from tests.exports.shapes import Export, Shape, columns_of, label, numbers_of, place, traced


def jisc(book: Codebook, people: list[Person]) -> Export:
    """Codes for questions and answers, their words in a key file; who answered nothing has 0 for every option."""
    numbers = numbers_of(book)
    columns = columns_of(book)
    codes = ["_".join(filter(None, [numbers[i.name], place(book, i, option), "a" if i.stem else ""]))
             for i, option in columns]
    key = []
    for (item, option), code in zip(columns, codes, strict=True):
        top = code.partition("_")[0]
        key += [] if [top, item.stem or item.label] in key else [[top, item.stem or item.label]]
        if item.stem or option:
            key.append([code.removesuffix("_a"), item.label] if item.stem else [code, label(book, item.name, option)])
        key += [[code, str(n), a.label] for n, a in enumerate(book.answers(item.name), 1)] if item.kind == "one" else []
    rows = []
    for t, person in traced([*people, nobody(book)]):
        cells = []
        for item, option in columns:
            if item.kind == "one":
                names = [answer.name for answer in book.answers(item.name)]
                cells.append(str(names.index(person[item.name]) + 1) if person[item.name] else "")
            else:
                cells.append(str(int(option in person[item.name])) if option else person[item.name])
        rows.append([str(t.number), *cells])
    return Export([["URN", *codes], *rows], {"empty": 1}, key)


SHAPES = {"jisc": Shape("jisc", jisc)}
