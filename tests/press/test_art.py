"""A nameplate's own drawing: paths become ink, everything else is refused with its reason."""

import math

import pytest

from newsroom.press.art import MOST_BYTES, ArtError, fitted_art, read_art
from newsroom.press.marks import Drawing
from newsroom.press.svgpath import PathError, segments


def svg(body, attributes=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


def art(body, attributes=""):
    return read_art(svg(body, attributes))


def box(path):
    points = [point for _kind, *rest in path for point in rest]
    return (*map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True)))


def test_every_command_of_a_path_is_read_absolute_or_relative():
    absolute = "M1 2L3 4H5V6C1 2 3 4 5 6S7 8 9 10Q1 2 3 4T5 6A2 3 0 0 1 9 9Z"
    relative = "m1,2l2,2h2v2c-4-4-2-2 0 0s2 2 4 4q-8-8-6-6t2 2a2 3 0 014 3z"

    one, two = segments(absolute), segments(relative)

    assert [step[0] for step in one] == [step[0] for step in two]
    for first, second in zip(one, two, strict=True):
        for a, b in zip(first[1:], second[1:], strict=True):
            assert a == pytest.approx(b)


def test_a_circle_of_arcs_is_round():
    [outline] = art('<circle cx="50" cy="50" r="40"/>').outlines
    curves = [step for step in outline.path if step[0] == "c"]

    assert len(curves) == 4
    here = outline.path[0][1]
    for _kind, first, second, end in curves:
        for t in (0.25, 0.5, 0.75):
            a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
            x = a * here[0] + b * first[0] + c * second[0] + d * end[0]
            y = a * here[1] + b * first[1] + c * second[1] + d * end[1]
            assert math.hypot(x - 40, y - 40) == pytest.approx(40, abs=0.02)
        here = end


@pytest.mark.parametrize("data", ["L1 1", "M1", "M1 1 2", "M0 0 X", "M0 0A1 1 0 5 0 9 9", "M1e9 0"])
def test_a_path_that_is_none_is_refused(data):
    with pytest.raises(PathError):
        segments(data)
    with pytest.raises(ArtError, match="cannot be read"):
        art(f'<path d="{data}"/>')


def test_shapes_and_transforms_of_parents_are_followed():
    found = art(
        '<g transform="translate(10 20) scale(2)"><rect x="1" y="1" width="4" height="2"/>'
        '<polygon points="0,0 8,0 8,8" transform="rotate(90)"/></g>'
    )
    boxes = [box(outline.path) for outline in found.outlines]

    assert (found.width, found.height) == pytest.approx((26, 16))
    assert boxes[0] == pytest.approx((18, 2, 26, 6))
    assert boxes[1] == pytest.approx((0, 0, 16, 16))


@pytest.mark.parametrize(
    ("fill", "ink"),
    [("", "black"), ("#000", "black"), ("#221E1F", "black"), ("rgb(40, 40, 44)", "black"),
     ("red", "red"), ("#c8102e", "red"), ("rgb(200,30,20)", "red")],
)  # fmt: skip
def test_dark_is_black_and_red_is_red(fill, ink):
    written = f'fill="{fill}"' if fill else ""
    by_style = f'style="fill:{fill};stroke:none"' if fill else ""

    for how in (written, by_style):
        [outline] = art(f'<path {how} d="M0 0h9v9z"/>').outlines
        assert outline.ink == ink


@pytest.mark.parametrize("fill", ["#fff", "white", "#00f", "#888", "orange", "url(#a)", "hsl(0)"])
def test_another_colour_is_refused_by_its_name(fill):
    with pytest.raises(ArtError, match="neither black nor red"):
        art(f'<path fill="{fill}" d="M0 0h9v9z"/>')


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<path onclick="x()" d="M0 0h9v9z"/>', "script"),
        ('<g onload="x()"/>', "script"),
        ("<defs><script/></defs>", "script"),
        ('<image href="data:image/png;base64,AAAA"/>', "elsewhere|bitmap"),
        ("<image/>", "bitmap"),
        ("<text>海港</text>", "type"),
        ('<use href="#a"/>', "elsewhere"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="http://a.example/#b"/>', "elsewhere"),
        ("<style>@import url(http://a.example)</style>", "style sheet"),
        ("<foreignObject/>", "web page"),
        ('<path filter="url(#f)" d="M0 0h9v9z"/>', "effect"),
        ('<path style="mask:url(#m)" d="M0 0h9v9z"/>', "effect"),
        ('<path stroke="black" d="M0 0h9v9z"/>', "pen"),
        ('<path opacity="0.5" d="M0 0h9v9z"/>', "transparent"),
        ("<linearGradient/>", "linearGradient"),
        ('<line x2="9" y2="9"/>', "line"),
        ('<path transform="skewX(3)" d="M0 0h9v9z"/>', "flatten"),
        ('<path transform="scale()" d="M0 0h9v9z"/>', "flatten"),
        ('<path fill="none" d="M0 0h9v9z"/>', "no filled path"),
        ("", "no filled path"),
        ('<path d="M0 0h900v1z"/>', "no extent"),
        ('<path d="' + "M0 0h9v9z" * 12_000 + '"/>', "too many points"),
    ],
)
def test_what_is_no_nameplate_is_refused_in_one_sentence(body, reason):
    with pytest.raises(ArtError, match=reason) as refused:
        art(body)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no SVG"),
        (b"\x89PNG\r\n", "no SVG"),
        (b"<html/>", "no SVG"),
        (b"<svg/>", "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "document type"),
        (b"<svg" + b" " * MOST_BYTES + b"/>", "larger than 300 kB"),
        (svg("<g>" * 3000 + "</g>" * 3000), "nested"),
        ("<svg/>".encode("utf-16"), "no SVG"),
    ],
)
def test_a_file_that_is_no_drawing_is_refused_in_one_sentence(data, reason):
    with pytest.raises(ArtError, match=reason):
        read_art(data)


def test_notes_of_an_editor_and_comments_are_passed_over():
    found = art(
        '<!-- drawn by hand --><title>海港日报</title><metadata><a xmlns="urn:a"/></metadata>'
        '<n:view xmlns:n="urn:n" n:href="x"/><g style="display:none"><text>no</text></g>'
        '<path d="M0 0h9v9z"/>'
    )

    assert len(found.outlines) == 1


@pytest.mark.parametrize(("width", "height"), [(300, 50), (50, 300), (1, 1)])
def test_a_drawing_is_as_large_as_its_place_and_no_larger(width, height):
    found = art('<path d="M30 40h90v30h-90z"/><circle cx="99" cy="99" r="9"/>')

    marks, wide, foot = fitted_art(found, 100, 20, width, height)

    drawn = [mark for mark in marks if isinstance(mark, Drawing)]
    edges = [(m.x + x, m.y + y) for m in drawn for step in m.path for x, y in step[1:]]
    left, right = min(x for x, _y in edges), max(x for x, _y in edges)
    top, end = min(y for _x, y in edges), max(y for _x, y in edges)
    assert (left + right) / 2 == pytest.approx(100)
    assert right - left == pytest.approx(wide)
    assert end == pytest.approx(foot)
    assert max((right - left) / width, (end - top) / height) == pytest.approx(1)
    assert top >= 20 - 1e-9
    assert end <= 20 + height + 1e-9
