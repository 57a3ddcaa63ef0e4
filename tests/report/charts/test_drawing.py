"""The drawing: the same shapes on a page, as a file and in pixels, whole at any width and from either side."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.report.charts.drawing import PAGE, Mark, Panel, Picture, ChartRow
from coprod.report.charts.lettering import wide, wrapped
from coprod.report.charts.surfaces import Dot, Stroke, Rect, Words, element, mirrored
from coprod.report.charts.tones import BLUE, TEAL, Tone, ink_on, ramp_of
from coprod.report.messages import speaking

LOW, HIGH = ramp_of(2)
ROWS = (ChartRow("A heading"), ChartRow("Band", "0% to 20%", (Mark(0, 0.2),)),
        ChartRow("A label <&> that is rather long and goes over more than one line of the picture", "86%",
            (Mark(0.8, 0.9, 0.86), Mark(0.2, 0.4, 0.3, 1))),
        ChartRow("Answers", parts=((0.25, LOW), (0.75, HIGH))))
PICTURE = Picture(ROWS, "Share of staff", (("Then", TEAL, "D"), ("Now", BLUE, "o")))
RUN = Picture((Panel((0.3, 0.6), line=(0.5, 1.2), middle=0.4, left=0.2),
               Panel((0.3, 0.6), ((Mark(0.1, 0.4, series=1), Mark(0.3, 0.5)),
                                  (Mark(0, 0, series=1), Mark(0.9, 1))))), "Time")


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("picture", [PICTURE, RUN])
@pytest.mark.parametrize("wide", [320, 520])
def test_nothing_runs_off_the_picture(picture, wide, rtl):
    shapes, height = replace(picture, wide=wide, rtl=rtl).shapes()
    for shape in shapes:
        points = shape.points if isinstance(shape, Stroke) else [(shape.x, shape.y)]
        points = [*points, (shape.x + shape.wide, shape.y + shape.high)] if isinstance(shape, Rect) else points
        assert all(0 <= x <= wide and 0 <= y <= height for x, y in points), shape


def test_places_are_shares_of_the_scale():
    shapes, _ = Picture((ChartRow("a", "", (Mark(0.25, 0.75, 0.5),)),), "x", wide=108).shapes()
    assert [shape.x for shape in shapes if isinstance(shape, Dot)] == [54]
    assert [(shape.x, shape.wide) for shape in shapes if type(shape) is Rect] == [(29, 50)]


def test_a_bar_of_nothing_is_not_drawn_and_a_range_of_one_point_is():
    nothing, point = (Picture((ChartRow("a", "", (mark,)),), "x").shapes()[0] for mark in (Mark(0, 0), Mark(0.5, 0.5, 0.5)))
    assert [type(shape) for shape in nothing].count(Rect) == 0 and [type(shape) for shape in point].count(Rect) == 1


@pytest.mark.parametrize("picture", [PICTURE, RUN])
def test_from_right_to_left_is_the_same_from_the_other_side(picture):
    shapes, height = picture.shapes()
    turned, same = replace(picture, rtl=True).shapes()
    assert [element(mirrored(shape, PAGE)) for shape in turned] == [element(shape) for shape in shapes]
    assert same == height
    assert ' direction="rtl"' in replace(picture, rtl=True).svg("alt") and "direction" not in picture.svg("alt")
    with speaking("ur"):
        assert Picture(picture.rows, "x").rtl


@pytest.mark.parametrize("svg", [PICTURE.svg_file(), PICTURE.svg('of "staff"')])
def test_svg_is_well_formed_and_holds_its_words(svg):
    told = "".join(ElementTree.fromstring(svg).itertext())
    assert "A label <&> that" in told and "86%" in told and "Share of staff" in told and "25" in told


def test_on_a_page_it_says_what_it_shows_takes_the_pages_colours_and_has_no_names_that_could_meet():
    svg = PICTURE.svg('of "staff"')
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-label") == 'of "staff"' and "xmlns" not in svg
    assert not re.search(r" id=|<style|url\(", svg)
    assert "var(--range,#12436D)" in svg and "var(--ink,currentColor)" in svg and "font-family" not in svg


def test_a_file_needs_no_page():
    svg = PICTURE.svg_file()
    assert "var(" not in svg and "currentColor" not in svg and svg.startswith("<svg xmlns=") and "font-family" in svg
    assert 'fill="#FFFFFF"' in svg.partition("</text>")[0]  # a ground comes first


@pytest.mark.parametrize("picture", [PICTURE, RUN])
def test_png_is_the_same_picture_twice_as_sharp(picture):
    from PIL import Image

    image = Image.open(BytesIO(picture.png()))
    assert image.size == (2 * PAGE, round(picture.shapes()[1] * 2))
    colours = {colour for _, colour in image.getcolors(1 << 20)}
    assert {(0x12, 0x43, 0x6D), (0x28, 0xA1, 0x97)} <= colours and (picture is RUN or (0xC4, 0x46, 0x01) in colours)


def test_a_value_stands_in_the_last_line_of_its_label_or_below_it():
    def lines(label, value):
        shapes, _ = Picture((ChartRow(label, value, (Mark(0, 1),)),), "x").shapes()
        said = [shape for shape in shapes if isinstance(shape, Words)]
        return {shape.y for shape in said if shape.words == value or label.endswith(shape.words)}
    assert len(lines("Course", "May 2017")) == 1
    long = "Short talks at team meetings about ways to involve citizens"
    shapes, _ = Picture((ChartRow(long, "December 2016 to March 2017", (Mark(0, 1),)),), "x").shapes()
    assert [shape.words for shape in shapes if isinstance(shape, Words)][:3] == [
        "Short talks at team meetings about ways to", "involve citizens", "December 2016 to March 2017"]
    assert len(lines(long, "86%")) == 1


@given(st.text(alphabet="ab \u0627", max_size=60), st.integers(20, 200))
def test_every_line_fits_and_no_letter_is_lost(words, room):
    lines = wrapped(words, room)
    assert all(wide(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("number", range(1, 9))
def test_every_number_of_answers_has_its_tones(number):
    assert len({tone.colour for tone in ramp_of(number)}) == number


@pytest.mark.parametrize("tone", [tone for number in range(2, 9) for tone in ramp_of(number)] + [Tone("#2f78b7")])
def test_numbers_on_the_ramp_are_readable(tone):
    light, dark = sorted((_luminance(tone), _luminance(ink_on(tone))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(tone):
    parts = [int(tone.colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
