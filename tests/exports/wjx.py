"""An invented export of WJX (Wenjuanxing), by the words of options."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, one_cell_each, traced

_OWN = ["\u5e8f\u53f7", "\u63d0\u4ea4\u7b54\u5377\u65f6\u95f4", "\u6240\u7528\u65f6\u95f4", "\u6765\u6e90",
        "\u6765\u6e90\u8be6\u60c5", "\u6765\u81eaIP"]


def wjx(book: Codebook, people: list[Person]) -> Export:
    """Several choices in one cell; what was left blank says so."""
    heads = [*_OWN, *(f"{n}\u3001{item.stem}\u2014{item.label}" if item.stem else f"{n}\u3001{item.label}"
                      for n, item in enumerate(book.asked, 1))]
    rows = [[str(t.number), f"2020/1/{t.day} 9:05:02", "301\u79d2", t.token, t.email, t.ip,
             *(cell or "(\u7a7a)" for cell in one_cell_each(book, person, "\u250b"))] for t, person in traced(people)]
    return Export([heads, *rows])


SHAPES = {"wjx": Shape("wjx", wjx, encoding="utf-8-sig")}
