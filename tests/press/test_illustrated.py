"""Pictures, captions, a box and rules: from compose to the press PDF."""

import io

import pikepdf
import pypdfium2
import pytest

from newsroom.layout.geometry import TABLOID
from newsroom.press.frames import PLAIN_RULE
from newsroom.press.marks import Frame, Picture, Rule
from newsroom.press.rules import COLUMN_RULE, STORY_RULE
from newsroom.press.verify import verify
from tests.press import illustrated as paper


@pytest.fixture(scope="module")
def document():
    with pikepdf.open(io.BytesIO(paper.pdf())) as opened:
        yield opened


def printed(page, left, top, right, bottom):
    """The text in a rectangle of points from the page's top left."""
    height = TABLOID.trim_height
    text = pypdfium2.PdfDocument(paper.pdf())[page - 1].get_textpage()
    found = text.get_text_bounded(left, height - bottom, right, height - top)
    return "".join(found.split())


def page_of(item_id):
    return next(p.number for p in paper.plan().pages for m in p.modules if m.item_id == item_id)


def test_it_reads_back_without_a_fault():
    report = verify(paper.pdf(), paper.plan(), paper.items(), TABLOID)

    assert report.faults == ()
    assert report.figures["off_grid"] == report.figures["rebroken"] == 0


@pytest.mark.parametrize(("photo", "item_id"), [(paper.COLOUR, "lead"), (paper.GREY, "wide")])
def test_a_caption_and_its_credit_stand_below_their_picture(photo, item_id):
    frame = paper.frames()[photo.id]
    left = TABLOID.x_of(frame.area.column)
    top = TABLOID.y_of(frame.area.bottom - len(frame.caption))

    words = printed(
        page_of(item_id),
        left - 5,
        top - 2,
        left + TABLOID.width_of(frame.area.columns) + 2,
        TABLOID.y_of(frame.area.bottom),
    )

    assert words == "".join((photo.caption + photo.credit).split())


def test_every_picture_is_printed_in_its_own_inks(document):
    spaces = [
        str(image.ColorSpace) for page in document.pages for image in page.get_images().values()
    ]

    assert spaces == ["/DeviceCMYK", "/DeviceGray"]


def test_no_colour_in_the_file_is_one_of_a_screen(document):
    whole = [str(obj) for obj in document.objects if isinstance(obj, pikepdf.Array)]

    assert not [array for array in whole if "/ICCBased" in array or "RGB" in array]


def test_a_picture_is_level_with_the_copy_beside_it():
    frame = paper.frames()["colour"]
    [picture] = [
        mark for marks in paper.sheet().pages for mark in marks
        if isinstance(mark, Picture) and mark.file == "colour.jpg"
    ]  # fmt: skip

    assert (picture.x, picture.y) == (
        TABLOID.x_of(frame.area.column),
        TABLOID.y_of(frame.area.row),
    )
    rows = (picture.height + TABLOID.leading_pt - TABLOID.body_size_pt) / TABLOID.leading_pt
    assert rows == pytest.approx(frame.picture_rows)
    assert picture.alt == "阅览区"


def test_kicker_and_deck_are_printed_with_their_headline():
    area = paper.modules()["lead"].area
    head = paper.modules()["lead"].head_rows
    left, top = TABLOID.x_of(area.column), TABLOID.y_of(area.row)

    words = printed(
        1, left - 5, top, left + TABLOID.width_of(area.columns) + 5, TABLOID.y_of(area.row + head)
    )

    story = paper.items()[0].story
    for line in (story.kicker, story.headline, *story.deck.split("　")):
        assert line in words


def marks_of(page, kind, thickness):
    return [
        mark for mark in paper.sheet().pages[page - 1]
        if isinstance(mark, kind) and mark.thickness == thickness
    ]  # fmt: skip


def test_a_boxed_story_has_one_frame_that_holds_all_its_copy():
    module = paper.modules()["boxed"]

    [frame] = marks_of(page_of("boxed"), Frame, PLAIN_RULE)

    for leg in module.legs:
        left, top = TABLOID.x_of(leg.column), TABLOID.y_of(leg.row)
        assert frame.x < left
        assert frame.x + frame.width > left + TABLOID.width_of(leg.columns)
        assert frame.y < top
        assert frame.y + frame.height > top + len(leg.lines) * TABLOID.leading_pt - 4.5


def test_a_hairline_parts_the_columns_of_a_story_and_crosses_no_picture():
    module = paper.modules()["wide"]
    top = TABLOID.y_of(module.area.row + module.head_rows)
    legs = {leg.column for leg in module.legs}
    beside_copy = {
        round(TABLOID.x_of(column) - TABLOID.gutter / 2, 3)
        for column in range(module.area.column + 1, module.area.right)
        if {column, column - 1} & legs
    }

    found = {
        round(mark.x, 3)
        for mark in marks_of(page_of("wide"), Rule, COLUMN_RULE)
        if mark.vertical and mark.y == top
    }

    assert len(beside_copy) == 2
    assert found == beside_copy


def test_a_rule_parts_stories_side_by_side_and_one_above_the_other():
    rules = marks_of(2, Rule, STORY_RULE)

    assert {rule.vertical for rule in rules} == {True, False}
    for rule in rules:
        end = rule.x if rule.vertical else rule.x + rule.length
        assert TABLOID.left <= rule.x <= end <= TABLOID.left + TABLOID.type_width + 0.001
