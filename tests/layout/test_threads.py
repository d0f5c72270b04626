from random import Random

import pytest

from newsroom.copydesk.story import Block, Byline, Position, Story
from newsroom.layout.plan import Line
from newsroom.layout.threads import CHINESE, ENGLISH, cuts, kept_lines, set_copy, share
from tests.layout.composing import plain_story, type_book
from tests.layout.stories import make_story


def set_(story, **more):
    return set_copy(story, 13, type_book(), **more)


def text_of(story, lines):
    return "".join(line.text for line in lines if line.block >= 0)


@pytest.fixture
def story():
    return make_story(Random(4), 900, subheads=True)


def test_lines_hold_the_story_once_and_in_order(story):
    copy = set_(story)

    assert text_of(story, copy.lines) == story.text
    assert copy.end == Position(len(story.blocks) - 1, len(story.blocks[-1].text))


def test_a_paragraph_is_indented_once_and_its_last_line_not_justified():
    copy = set_(plain_story(4))

    assert [line.indent_em for line in copy.lines] == [2.0, 0.0, 0.0, 0.0]
    assert [line.justified for line in copy.lines] == [True, True, True, False]


def test_a_subhead_has_no_indent_and_a_style_of_its_own():
    copy = set_(Story("题", (Block("小标题", "subhead"), Block("正文。"))))

    assert [(line.style, line.indent_em) for line in copy.lines] == [("subhead", 0), ("body", 2)]


def test_a_byline_that_fits_stands_behind_the_last_words():
    copy = set_(Story("题", (Block("正文。"),), bylines=(Byline("记者", "林晓"),)))

    assert copy.closed(own_line=False)[-1].tail == "（记者　林晓）"
    assert copy.lengths == (1, 2)


def test_a_byline_that_does_not_fit_gets_its_own_line():
    text = "正文正文正文正文正。"
    copy = set_(Story("题", (Block(text),), bylines=(Byline("记者", "林晓"),)))

    last = copy.closed(own_line=False)[-1]

    assert (last.text, last.style, last.justified) == ("（记者　林晓）", "byline", False)
    assert copy.lengths == (2,)


def test_a_story_without_copy_is_its_byline():
    copy = set_(Story("题", (), bylines=(Byline("记者", "林晓"),)))

    assert [line.style for line in copy.closed(own_line=False)] == ["byline"]


def test_a_cut_falls_behind_a_sentence_and_leaves_lines_on_both_sides(story):
    copy = set_(story)

    found = cuts(copy)

    assert found
    for cut in found:
        kept = kept_lines(copy, cut, CHINESE.jump_line(2))
        rest = set_(story, start=cut.position)
        assert kept[-1] == Line("（下转第二版）", "jump", justified=False)
        assert text_of(story, kept)[-1] in "。！？”"
        assert text_of(story, kept) + text_of(story, rest.lines) == story.text
        assert len(kept) - 1 >= 8
        assert len(rest.lines) >= 7  # a broken line more or less after the cut


def test_the_rest_of_a_cut_paragraph_has_no_indent(story):
    copy = set_(story)
    inside = next(cut for cut in cuts(copy) if cut.position.offset)

    assert set_(story, start=inside.position).lines[0].indent_em == 0


def test_a_short_story_has_no_place_to_be_cut():
    assert cuts(set_(plain_story(12))) == []


def test_runaway_copy_is_broken_only_as_far_as_it_could_be_printed():
    copy = set_(plain_story(15_000), limit=400)

    assert len(copy.lines) < 450
    assert len(copy.lines) + copy.beyond == pytest.approx(15_000, rel=0.1)
    assert copy.byline == ()


def test_legs_end_level_and_the_later_ones_are_short():
    lines = [Line("文")] * 20

    assert share(lines, [7, 7, 7]) == (7, 7, 6)
    assert share(lines, [5, 5, 5, 5]) == (5, 5, 5, 5)


def test_lines_that_leave_a_hole_or_run_over_are_not_shared():
    lines = [Line("文")] * 20

    assert share(lines, [9, 9, 9]) is None
    assert share(lines, [6, 6, 6]) is None


def test_no_leg_ends_on_a_subhead():
    body = Line("文", justified=True)
    lines = [body] * 4 + [Line("题", "subhead", justified=False)] + [body] * 4

    assert share(lines, [5, 5]) == (4, 5)
    assert share(lines[:8], [5, 3]) is None


def test_no_paragraphs_last_line_stands_alone_on_top_of_a_leg_if_it_can_be_helped():
    first = [Line("文", block=0)] * 4 + [Line("尾", block=0, justified=False)]
    lines = first + [Line("文", block=1)] * 4

    assert share(lines, [5, 5]) == (5, 4)
    assert share(lines, [4, 6]) == (3, 6)


def test_an_english_publication_says_it_in_english():
    assert ENGLISH.jump_line(12) == "Continued on page 12"
    assert CHINESE.origin_line(12) == "（上接第十二版）"
