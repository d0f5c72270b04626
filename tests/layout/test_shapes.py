from random import Random

import pytest

from newsroom.copydesk.story import Block, Story
from newsroom.layout.geometry import TABLOID
from newsroom.layout.heads import HeadWords, heads, set_head
from newsroom.layout.photos import crop_allowed, photo_blocks, set_caption
from newsroom.layout.plan import CopyItem, PhotoSpec
from newsroom.layout.shapes import BOX_PADDING, Piece, Setting, piece_lines, rooms, shape_table
from newsroom.layout.threads import set_copy, share
from tests.layout.composing import plain_story, type_book
from tests.layout.stories import make_item, make_photo


def piece_of(item, rank="third"):
    return Piece(item, set_copy(item.story, 13, type_book()), rank)


def shapes_of(item, rank="third", stretch=0):
    table = shape_table(piece_of(item, rank), Setting(TABLOID, type_book()), 76, stretch)
    return [(c, h, shape) for c, heights in table.items() for h, shape in heights.items()]


@pytest.mark.parametrize("priority", ["lead", "normal", "brief"])
@pytest.mark.parametrize("photos", [0, 1, 2])
def test_every_shape_holds_the_copy_exactly(priority, photos):
    rng = Random(f"{priority}{photos}")
    pictures = tuple(make_photo(rng, f"p{n}") for n in range(photos))
    item = make_item(rng, "s", priority, photos=pictures, subheads=priority == "normal")
    piece = piece_of(item, {"lead": "front", "normal": "third", "brief": "brief"}[priority])
    setting = Setting(TABLOID, type_book())

    found = shapes_of(item, piece.rank)

    assert found
    for columns, height, shape in found:
        body = shape.body
        legs = rooms(columns, body.rows, body.photo, None)
        lines = piece_lines(piece, body, setting, 1)
        assert (shape.columns, shape.rows) == (columns, height)
        assert height == shape.head_rows + body.rows + 1
        assert share(lines, legs) is not None
        assert body.blanks == sum(legs) - len(lines)


def test_a_story_can_take_several_heights_at_a_width():
    found = shapes_of(CopyItem("s", plain_story(40)))

    heights = sorted(h for c, h, _shape in found if c == 2)

    assert len(heights) >= 4
    assert heights == list(range(heights[0], heights[-1] + 1))


def test_a_box_keeps_a_row_inside_its_frame_above_and_below():
    story = plain_story(40)
    plain = min(h for c, h, _s in shapes_of(CopyItem("s", story)) if c == 2)
    boxed = min(h for c, h, _s in shapes_of(CopyItem("s", story, boxed=True)) if c == 2)

    assert boxed == plain + 2 * BOX_PADDING


def test_a_lead_is_wide_and_a_brief_is_not():
    lead = {c for c, _h, _s in shapes_of(CopyItem("s", plain_story(90)), "front")}
    brief = {c for c, _h, _s in shapes_of(CopyItem("s", plain_story(14)), "brief")}

    assert min(lead) >= 3
    assert max(brief) <= 3


def test_more_stretch_only_adds_sizes():
    item = CopyItem("s", plain_story(40))
    sizes = [{(c, h) for c, h, _s in shapes_of(item, stretch=n)} for n in (0, 1, 2)]

    assert sizes[0] < sizes[1] < sizes[2]


def test_a_story_of_no_words_still_has_a_shape():
    assert shapes_of(CopyItem("s", Story("", ())))
    assert shapes_of(CopyItem("s", Story("", (Block("只有正文，没有标题。" * 6),))))


def test_a_headline_no_width_can_hold_is_chopped_rather_than_lost():
    words = HeadWords("很" * 300)

    found = heads(words, "third", 1, TABLOID, type_book(), lax=True)

    assert "".join(found[0].parts[0].lines) == words.headline


def test_a_headline_block_leaves_a_baseline_above_the_copy():
    words = HeadWords("梨花节本周开幕", "春天来了", "——夜游路线首次开放")
    for head in heads(words, "second", 3, TABLOID, type_book()):
        for white in range(4):
            lines = set_head(head, head.rows + white, "hei_heavy", TABLOID, 396.0)
            kicker, headline, deck = lines
            bottom = deck.top_pt + deck.size_pt
            assert (head.rows + white) * 13.5 - bottom >= 13.5 - 0.01
            assert headline.top_pt - kicker.top_pt - kicker.size_pt >= headline.size_pt / 4
            assert 0 <= kicker.top_pt < headline.top_pt < deck.top_pt


def test_a_short_headline_in_a_wide_module_is_spaced_out():
    head = heads(HeadWords("今日立春"), "third", 3, TABLOID, type_book())[0]

    assert set_head(head, head.rows, "song_heavy", TABLOID, 396.0)[0].tracking_pt > 0


@pytest.mark.parametrize(
    ("aspect", "shape", "allowed"),
    [
        (0.66, 0.72, True),
        (0.66, 0.8, False),
        (1.3, 1.3, True),
        (1.3, 1.15, False),
        (0.4, 0.4, True),
    ],
)
def test_a_crop_stays_between_4_to_3_and_16_to_9_or_near_its_own_shape(aspect, shape, allowed):
    assert crop_allowed(aspect, shape) is allowed


def test_photo_blocks_hold_every_picture_without_overlap():
    photos = [make_photo(Random(n), f"p{n}") for n in range(3)]

    blocks = photo_blocks(photos, 4, TABLOID, type_book())

    assert {block.columns for block in blocks} >= {1, 2, 3}
    for block in blocks:
        cells = [
            (c, r)
            for s in block.spots
            for c in range(s.column, s.column + s.columns)
            for r in range(s.row, s.row + s.rows)
        ]
        assert [spot.photo.id for spot in block.spots] == ["p0", "p1", "p2"]
        assert len(cells) == len(set(cells)) == block.columns * block.rows


def test_a_credit_without_room_gets_a_line_of_its_own():
    full = PhotoSpec("p", 0.66, "字" * 14, "记者　林晓　摄")

    assert set_caption(full, 1, TABLOID, type_book())[-1] == ""
    assert set_caption(PhotoSpec("p", 0.66, "字", "林晓　摄"), 1, TABLOID, type_book()) == ("字",)
    assert set_caption(PhotoSpec("p", 0.66, "", "林晓　摄"), 1, TABLOID, type_book()) == ("",)
    assert set_caption(PhotoSpec("p", 0.66), 1, TABLOID, type_book()) == ()
