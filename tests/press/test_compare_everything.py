"""Whatever is changed on a page is told: every field of a plan, one at a time, on three papers."""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from newsroom.copydesk.story import Block, Byline, Mark
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import CopyItem, page_as_json, page_from_json
from newsroom.press.compare import PrintedPage, compare_pages
from tests.layout.composing import compose
from tests.press.changing import (
    PAPERS,
    WORDS,
    at_path,
    changed_fields,
    edited,
    fields_of,
    paper,
    printed,
    quoted,
    sold,
    with_,
)

# What a reader of the page does not see: which words of the story these are, and how it was made.
UNSEEN = {
    *(
        "PagePlan.number",
        "PagePlan.score",
        "PagePlan.violations",
        "PagePlan.blank_rows",
        "PagePlan.thin_rows",
    ),
    *("Position.block", "Position.offset", "Module.headline_level"),
    *("ArtFrame.nature", "ArtFrame.filler"),
    *("Line.block", "Line.start", "Line.end"),
}


def told(old: PrintedPage, new: PrintedPage):
    return compare_pages(old, new, TABLOID)


@pytest.mark.parametrize(("language", "seed"), PAPERS)
def test_every_field_of_a_plan_that_changed_is_told(language, seed):
    page, rng = sold(quoted(printed(language, seed))), Random(f"fields {language} {seed}")
    silent, asked = Counter[str](), Counter[str]()
    for name, new in changed_fields(rng, page, 3):
        asked[name] += 1
        silent[name] += not told(page, new) or not told(new, page)

    assert len(asked) > 70
    assert {name for name, count in silent.items() if count} <= UNSEEN


@pytest.mark.parametrize(("language", "seed"), PAPERS)
def test_one_character_anywhere_in_copy_is_one_small_change(language, seed):
    page, rng = printed(language, seed), Random(f"characters {language} {seed}")
    for path in rng.choices(fields_of(page)["Line.text"], k=25):
        line = edited(rng, at_path(page.plan, path))
        new = replace(page, plan=with_(page.plan, path, line))

        changes = told(page, new)

        [words] = [change for change in changes if change.kind == "words"]
        assert len(words.old) + len(words.new) < 40
        assert {change.part for change in changes} <= {"copy", "byline", "face", "sign"}


@pytest.mark.parametrize(("language", "seed"), PAPERS)
def test_a_page_composed_again_or_stored_is_the_same_page(language, seed):
    page = printed(language, seed)
    again = compose(paper(language, seed), 1).pages[0]
    stored = page_from_json(page_as_json(page.plan))

    assert [told(page, replace(page, plan=plan)) for plan in (again, stored)] == [(), ()]


def with_blocks(item: CopyItem, blocks) -> CopyItem:
    return replace(item, story=replace(item.story, blocks=tuple(blocks)))


def with_block(item: CopyItem, at: int, *blocks: Block) -> CopyItem:
    own = item.story.blocks
    return with_blocks(item, (*own[:at], *blocks, *own[at + 1 :]))


def split(item: CopyItem) -> CopyItem:
    text = item.story.blocks[6].text
    return with_block(item, 6, Block(text[:20]), Block(text[20:]))


def swapped(item: CopyItem) -> CopyItem:
    first, second, *rest = item.story.blocks
    return with_blocks(item, (second, first, *rest))


def retold(item: CopyItem, **words) -> CopyItem:
    return replace(item, story=replace(item.story, **words))


def rephotographed(item: CopyItem, **words) -> CopyItem:
    return replace(item, photos=(replace(item.photos[0], **words),))


def marked(item: CopyItem, *marks: Mark) -> CopyItem:
    return with_block(item, 1, replace(item.story.blocks[1], marks=marks))


STRONG, EMPHASIS = Mark("strong", 4, 12), Mark("emphasis", 20, 31)
EDITS = {
    "paragraphs swapped": (swapped, "words copy"),
    "a paragraph split": (split, "form sign"),
    "a paragraph taken out": (lambda item: with_block(item, 6), "words copy"),
    "bold taken away": (lambda item: marked(item, EMPHASIS), "form face"),
    "bold of one more": (lambda item: marked(item, Mark("strong", 4, 13), EMPHASIS), "form face"),
    "emphasis for bold": (lambda item: marked(item, Mark("emphasis", 4, 12)), "form face"),
    "a subhead made copy": (lambda item: with_block(item, 2, Block("1901")), "form face"),
    "a cell": (lambda item: with_block(item, 4, Block("乙1\t☉", "row")), "words copy"),
    "a number of a list": (
        lambda item: with_block(item, 8, replace(item.story.blocks[8], number=7)),
        "form sign",
    ),
    "the headline": (
        lambda item: retold(item, headline="☉" + item.story.headline),
        "words headline",
    ),
    "the kicker": (lambda item: retold(item, kicker="☉"), "words kicker"),
    "the deck": (lambda item: retold(item, deck="☉"), "words deck"),
    "no deck": (lambda item: retold(item, deck=""), "words deck"),
    "the byline": (lambda item: retold(item, bylines=(Byline("", "☉"),)), "words byline"),
    "the caption": (lambda item: rephotographed(item, caption="☉"), "words caption"),
    "the credit": (lambda item: rephotographed(item, credit="☉"), "words credit"),
    "the text alternative": (lambda item: rephotographed(item, alt="☉"), "words alt"),
    "the shape of the picture": (lambda item: rephotographed(item, aspect=1.0), "moved picture"),
    "no picture": (lambda item: replace(item, photos=()), "removed picture"),
    "no frame": (lambda item: replace(item, boxed=False), "form frame"),
    "another frame": (lambda item: replace(item, frame="double"), "form frame"),
    "a tint": (lambda item: replace(item, tint=12), "form frame"),
    "an initial": (lambda item: replace(item, drop_initial=2), "form face"),
}


EDITED = [
    (edit, language)
    for number, edit in enumerate(EDITS)
    for at, language in enumerate(WORDS)
    if at != number % 3  # each in two languages: to compose the page takes most of the time
]


@pytest.mark.parametrize(("edit", "language"), EDITED)
def test_an_edit_of_a_story_is_told_by_its_name(language, edit):
    change, named = EDITS[edit]
    items = paper(language, 1)
    items[1] = change(items[1])

    new = replace(printed(language, 1), plan=compose(items, 1).pages[0])

    changes = told(printed(language, 1), new)
    assert named in {f"{c.kind} {c.part}" for c in changes if c.item_id == "s1"}


@pytest.mark.parametrize("part", ["pictures", "furniture", "setting"])
def test_whatever_else_is_printed_is_told(part):
    page = printed("Chinese", 1)
    shown = [photo.photo_id for module in page.plan.modules for photo in module.photos]

    for name in shown if part == "pictures" else [*getattr(page, part), "new"]:
        changed: dict[str, Any] = {part: {**getattr(page, part), name: "☉"}}
        other = replace(page, **changed)
        assert told(page, other)
        assert told(other, page)


def test_what_stands_at_the_foot_is_marked_there():
    page = printed("Chinese", 1)
    footed = replace(page, plan=replace(page.plan, foot_rows=2))
    new = replace(footed, furniture={**page.furniture, "printer": "☉", "day": "☉"})

    day, printer = told(footed, new)

    assert day.boxes[0].y == 0
    assert printer.boxes[0].y == TABLOID.y_of(TABLOID.rows - 2)


def test_a_pull_quote_put_in_is_told():
    page = printed("Chinese", 1)

    [added], [removed] = told(page, quoted(page)), told(quoted(page), page)

    assert (added.part, added.old, added.new) == ("quote", "", "渡船每天早晨过江")
    assert (removed.part, removed.old, removed.new) == ("quote", "渡船每天早晨过江", "")


def test_an_english_headline_broken_elsewhere_is_no_change_of_words():
    page = printed("English", 1)
    [first, *_rest] = page.plan.modules
    at = next(n for n, line in enumerate(first.head) if line.role == "headline")
    line = first.head[at]
    pages = []
    for texts in (["The ferry", "crosses here"], ["The ferry crosses", "here"]):
        head = tuple(replace(line, text=text) for text in texts)
        modules = (replace(first, head=head), *page.plan.modules[1:])
        pages.append(replace(page, plan=replace(page.plan, modules=modules)))

    [change] = told(*pages)

    assert (change.kind, change.part, change.new) == ("form", "headline", "The ferry crosses here")


def test_an_advertisement_put_in_taken_out_or_of_another_file_is_told():
    page = printed("Chinese", 1)

    def named(old, new):
        return [(change.kind, change.part) for change in told(old, new)]

    other = replace(sold(page), pictures={**page.pictures, "tea": "another"})
    assert named(page, sold(page)) == [("added", "artwork")]
    assert named(sold(page), page) == [("removed", "artwork")]
    assert named(sold(page), other) == [("picture", "artwork")]
