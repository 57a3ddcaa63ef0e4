"""The drawing: the same shapes as SVG and PNG, whole at any width."""

from io import BytesIO
from xml.etree import ElementTree

import pytest

from coprod.explorer.board import Mark, Picture, Row

ROWS = (Row("A heading"), Row("A label <&> that is rather long and goes over more than one line of the picture", "86%",
                              (Mark(0.8, 0.9, 0.86), Mark(0.2, 0.4, 0.3, 1))), Row("Band", "0% to 20%", (Mark(0, 0.2),)),
        Row("Answers", parts=((0.25, "#C44601"), (0.75, "#12436D"))))
PICTURE = Picture(ROWS, "Share of staff", (("Then", "#28A197", "D"), ("Now", "#12436D", "o")))


@pytest.mark.parametrize("wide", [320, 520])
def test_nothing_runs_off_the_picture(wide):
    shapes, height = Picture(ROWS, "Share", wide=wide).shapes()
    rects = [shape for shape in shapes if shape[0] == "rect"]
    assert all(x >= 0 and x + w <= wide and y >= 0 and y + h <= height for _, x, y, w, h, _ in rects)
    assert all(0 < shape[2] <= height for shape in shapes)


def test_places_are_shares_of_the_scale():
    shapes, _ = Picture((Row("a", "", (Mark(0.25, 0.75, 0.5),)),), "x", wide=116).shapes()
    assert [shape[1] for shape in shapes if shape[0] == "mark"] == [58]
    assert [(shape[1], shape[3]) for shape in shapes if shape[0] == "rect" and shape[5] == "#12436D"] == [(33, 50)]


def test_svg_is_well_formed_and_holds_its_words():
    told = "".join(ElementTree.fromstring(PICTURE.svg()).itertext())
    assert "A label <&> that" in told and "86%" in told and "Share of staff" in told and "25" in told


def test_png_is_the_same_picture_twice_as_sharp():
    from PIL import Image

    image = Image.open(BytesIO(PICTURE.png()))
    assert image.size == (1040, round(PICTURE.shapes()[1] * 2))
    colours = {colour for _, colour in image.getcolors(1 << 20)}
    assert {(0x12, 0x43, 0x6D), (0xC4, 0x46, 0x01), (0x28, 0xA1, 0x97)} <= colours


def test_the_alt_text_is_escaped():
    assert 'alt="a &quot;b&quot;"' in PICTURE.img('a "b"')
