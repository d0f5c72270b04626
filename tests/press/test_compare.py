"""What changed between two states of a page: only that, all of that, and where."""

import time
from dataclasses import replace
from random import Random

import pytest

from newsroom.copydesk.story import Block, Byline, Story
from newsroom.layout.geometry import TABLOID
from newsroom.press.compare import PrintedPage, compare_pages
from newsroom.press.passages import differing
from newsroom.press.running import Box
from tests.layout.composing import compose
from tests.layout.stories import SENTENCES, make_edition, make_item, make_photo


def page_of(items):
    return PrintedPage(compose(items, 1).pages[0])


def edition():
    return make_edition(5, 1)


def rewritten(item, old, new):
    story = item.story
    blocks = tuple(replace(b, text=b.text.replace(old, new, 1)) for b in story.blocks[:1])
    return replace(item, story=replace(story, blocks=(*blocks, *story.blocks[1:])))


def test_a_page_is_the_same_as_itself():
    page = page_of(edition())

    assert compare_pages(page, page, TABLOID) == ()


def test_one_changed_character_is_one_change_in_its_place():
    items = edition()
    page = page_of(items)
    first = items[0].story.blocks[0].text
    changed = [rewritten(items[0], first[5], "〇"), *items[1:]]

    [change] = compare_pages(page, page_of(changed), TABLOID)

    [box] = change.boxes
    assert (change.kind, change.part, change.item_id) == ("words", "copy", items[0].id)
    assert (change.old, change.new) == (first[5], "〇")
    assert change.before.endswith(first[:5][-3:])
    assert box.height == TABLOID.body_size_pt
    assert 4 < box.width < 14
    assert 0 < box.x < TABLOID.trim_width
    assert TABLOID.y_of(0) < box.y < TABLOID.trim_height


def test_a_word_taken_out_is_marked_where_it_stood():
    items = edition()
    text = items[0].story.blocks[0].text
    shorter = [rewritten(items[0], text[6:8], ""), *items[1:]]

    changes = compare_pages(page_of(items), page_of(shorter), TABLOID)

    [gone] = [c for c in changes if c.kind == "words" and c.part == "copy"]
    assert (gone.old, gone.new, gone.boxes[0].width) == (text[6:8], "", 2)


def test_words_that_only_moved_to_another_line_are_no_change_of_words():
    items = [item for item in edition() if item.id not in {"s01", "s06"}]  # no story is cut off
    first, *rest = items
    longer = replace(
        first,
        story=replace(first.story, blocks=(*first.story.blocks, Block("增加的一段话。" * 12))),
    )

    changes = compare_pages(page_of(items), page_of([longer, *rest]), TABLOID)

    words = [c for c in changes if c.kind == "words" and c.part == "copy"]
    assert {c.item_id for c in words} == {first.id}
    assert "".join(c.new for c in words) == "增加的一段话。" * 12
    assert any(c.kind == "moved" for c in changes)


def test_headlines_bylines_and_captions_are_compared():
    item = make_item(Random(1), "s", "lead", characters=900)
    item = replace(item, photos=(replace(make_photo(Random(1), "p"), caption="渡船靠岸。"),))
    story = replace(item.story, headline="渡船又开了", bylines=(Byline("记者", "林远"),))
    other = replace(
        item, story=story, photos=tuple(replace(p, caption="渡船离岸。") for p in item.photos)
    )

    changes = compare_pages(page_of([item]), page_of([other]), TABLOID)

    assert {"headline", "byline", "caption"} <= {c.part for c in changes}
    [head] = [c for c in changes if c.part == "headline"]
    assert head.new == "渡船又开了"


def test_stories_that_came_and_went_are_named():
    page = page_of(edition())
    gone = page.plan.modules[-1]
    without = replace(page, plan=replace(page.plan, modules=page.plan.modules[:-1]))

    removed, added = (compare_pages(*pair, TABLOID) for pair in ((page, without), (without, page)))

    assert [(c.kind, c.item_id) for c in removed] == [("removed", gone.item_id)]
    assert [(c.kind, c.item_id) for c in added] == [("added", gone.item_id)]


def test_another_file_in_the_same_frame_is_another_picture():
    item = replace(make_item(Random(1), "s", "lead"), photos=(make_photo(Random(1), "p"),))
    page = page_of([item])
    old, new = replace(page, pictures={"p": "one"}), replace(page, pictures={"p": "two"})

    [change] = compare_pages(old, new, TABLOID)

    assert (change.kind, change.part) == ("picture", "picture")
    assert isinstance(change.boxes[0], Box)


def test_furniture_is_compared_by_name():
    page = page_of(edition())
    old = replace(page, furniture={"day": "20", "printer": "双楫印刷厂"})
    new = replace(page, furniture={"day": "21", "printer": "双楫印刷厂"})

    [change] = compare_pages(old, new, TABLOID)

    assert (change.kind, change.old, change.new) == ("furniture", "20", "21")


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("", "", []),
        ("", "渡船。", [("", "渡船。")]),
        ("渡船。", "", [("渡船。", "")]),
        ("一样。一样。一样。", "一样。一样。", [("一样。", "")]),
        ("坐了四十二人。晚班照旧。", "坐了四十三人。晚班照旧。", [("二", "三")]),
        ("甲。乙。丙。", "甲。丙。", [("乙。", "")]),
    ],
)
def test_texts_differ_in_as_little_as_they_do(old, new, wanted):
    found = [(old[a:b], new[c:d]) for a, b, c, d in differing(old, new)]

    assert found == wanted


def test_whatever_differs_can_be_put_together_again():
    rng = Random(8)
    for _ in range(60):
        old = "".join(rng.choice(SENTENCES) for _ in range(rng.randint(0, 12)))
        new = list(old)
        for _ in range(rng.randint(0, 9)):
            at = rng.randrange(len(new) + 1)
            new[at : at + rng.randint(0, 4)] = rng.choice(["", "渡", "。新船", "1,000"])
        text = "".join(new)
        made, last = "", 0
        for a, b, c, d in differing(old, text):
            made += old[last:a] + text[c:d]
            last = b
        assert made + old[last:] == text


def test_a_very_long_story_is_compared_in_no_time():
    rng = Random(2)
    old = "".join(rng.choice(SENTENCES) for _ in range(1500))
    new = old.replace("。", "！", 40)[: len(old) - 500] + "完。"
    started = time.process_time()

    assert list(differing(old, new))

    assert time.process_time() - started < 3


def test_hostile_words_are_only_words():
    item = make_item(Random(1), "s", "lead")
    story = Story("<script>alert(1)</script>", item.story.blocks)

    [change] = compare_pages(page_of([item]), page_of([replace(item, story=story)]), TABLOID)[:1]

    assert change.new == "<script>alert(1)</script>"
