"""Remedies: each was tried, each does what it says, and the same copy gets the same advice."""

from dataclasses import replace
from random import Random

import pytest

from newsroom.copydesk.cutting import cut_at, sentence_ends, text_behind
from newsroom.copydesk.story import Block, Mark, Position, Story
from newsroom.layout.artwork import ArtSize, Artwork
from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer, lines_over
from newsroom.layout.fitting import Kept
from newsroom.layout.geometry import TABLOID
from newsroom.layout.plan import PageSpec
from newsroom.layout.remedies import _Search, remedies
from newsroom.layout.remedy import Offer, Remedy, RemedyGoneError, applied
from newsroom.layout.shapes import Setting
from tests.layout.artworks import notice
from tests.layout.composing import FOLIO_ROWS, NAMEPLATE_ROWS, plain_story, type_book
from tests.layout.stories import make_edition, make_item


def composer_of(items) -> Composer:
    return Composer(items, Setting(TABLOID, type_book()), Kept(NAMEPLATE_ROWS, FOLIO_ROWS), 0)


def crowded() -> Offer:
    """Three pages; on the second stand one story too many, none of them may jump."""
    items = [replace(item, may_jump=False) for item in make_edition(5, 3)]
    tied = [replace(item, page=2) if item.id.startswith("s1") else item for item in items]
    others = [item for item in tied if item.id not in ("s05", "s06")]
    more = make_item(Random(5), "m", "normal", may_jump=False, page=2)
    return Offer((*others, more), 3)


@pytest.fixture(scope="module")
def asked():
    return composer_of(crowded().items)


@pytest.fixture(scope="module")
def advised(asked):
    offer = crowded()
    plan = asked.composed(offer.page_count)
    return offer, plan, remedies(asked, offer, plan)


def test_a_composer_that_is_asked_again_gives_the_same_pages_and_the_same_advice(asked, advised):
    offer, plan, found = advised

    assert asked.composed(offer.page_count) == plan
    assert remedies(asked, offer, plan) == found


def test_a_crowded_page_gets_remedies(advised):
    _offer, plan, found = advised

    assert plan.overset
    assert {"unpin", "cut", "drop"} <= {remedy.kind for remedy in found}


def test_every_remedy_was_true_when_it_is_done(advised):
    offer, plan, found = advised
    before = lines_over(plan)

    for remedy in found:
        mended = applied(remedy, offer)
        after = composer_of(mended.items).composed(mended.page_count)
        assert lines_over(after) <= remedy.still_over < before, remedy
        assert check_plan(after, mended.items, TABLOID, type_book()) == [], remedy


def test_the_gentlest_that_settles_everything_comes_first(advised):
    _offer, _plan, found = advised

    assert found[0].kind == "unpin"
    assert {remedy.still_over for remedy in found} == {0}


def test_the_same_copy_gets_the_same_advice(advised):
    offer, _plan, found = advised
    composer = composer_of(offer.items)

    assert remedies(composer, offer, composer.composed(offer.page_count)) == found


def test_where_no_story_helps_by_itself_all_that_found_no_place_is_taken_out(monkeypatch):
    """Half as much again as one page holds."""
    offer = Offer(tuple(replace(item, may_jump=False) for item in make_edition(3, 2)[:11]), 1)
    composer = composer_of(offer.items)
    plan = composer.composed(1)
    for others in ("_of_story", "_more_pages", "_taken_out"):
        monkeypatch.setattr(_Search, others, lambda *_asked: [])

    [remedy] = remedies(composer, offer, plan)

    assert (remedy.kind, set(remedy.out)) == ("drop_some", {o.item_id for o in plan.overset})
    mended = applied(remedy, offer)
    after = composer_of(mended.items).composed(mended.page_count)
    assert lines_over(after) <= remedy.still_over < lines_over(plan)


def test_a_page_with_everything_tied_to_it_is_let_go_at_once():
    items = tuple(replace(i, page=1, may_jump=False) for i in make_edition(5, 3))
    offer = Offer(items, 3)
    composer = composer_of(items)

    found = remedies(composer, offer, composer.composed(3))

    assert next((r.kind, r.page, r.still_over) for r in found) == ("unpin_page", 1, 0)
    assert applied(found[0], offer).items[0].page == 1


def test_too_much_copy_for_the_pages_asks_for_one_more():
    items = tuple(make_edition(3, 2))
    offer = Offer(items, 1)
    composer = composer_of(items)

    found = remedies(composer, offer, composer.composed(1))

    assert 2 in [remedy.page for remedy in found if remedy.kind == "add_page"]


def test_an_edition_that_fits_needs_none():
    items = tuple(make_edition(3, 1))
    composer = composer_of(items)

    assert remedies(composer, Offer(items), composer.composed(None)) == ()


def white(plan):
    """Column rows on which no copy stands."""
    return sum(page.thin_rows * 5 + page.blank_rows for page in plan.pages)


def test_a_thin_page_is_filled_with_a_story_that_waits():
    items = (make_item(Random(3), "a", "lead"), make_item(Random(4), "b", "normal"))
    spare = (make_item(Random(2), "w1", "normal"), make_item(Random(3), "w2", "brief"))
    offer = Offer(items)
    composer = composer_of(items)
    plan = composer.composed(None)
    missing = white(plan)

    found = remedies(composer, offer, plan, spare)

    assert plan.pages[0].thin_rows
    assert {remedy.kind for remedy in found} == {"fill"}
    for remedy in found:
        mended = applied(remedy, offer, spare)
        after = composer_of(mended.items).composed(None)
        assert white(after) < missing
        assert not after.overset


def test_a_remedy_survives_being_kept_as_json():
    remedy = Remedy("cut", "s1", end=Position(2, 14), lines=3, characters=40, still_over=1)

    assert Remedy.from_json(remedy.as_json()) == remedy


@pytest.mark.parametrize(
    "remedy",
    [
        Remedy("cut", "s1", end=Position(7, 0)),
        Remedy("cut", "s1", end=Position(0, 99)),
        Remedy("cut", "s1"),
        Remedy("jump", "gone"),
        Remedy("fill", "gone"),
    ],
)
def test_a_remedy_whose_story_is_gone_is_refused(remedy):
    items = (make_item(Random(1), "s1", "brief"),)
    story = Story("短讯", (Block("桥通车了。"),))

    with pytest.raises(RemedyGoneError):
        applied(remedy, Offer((replace(items[0], story=story),)))


def test_with_stories_tied_to_crowded_pages_more_pages_are_offered_with_those_let_go():
    """Every story is tied: of more pages none is used until some are let go."""
    items = tuple(replace(i, page=1, may_jump=False) for i in make_edition(3, 2))
    offer = Offer(items, 1, 2)
    composer = composer_of(items)
    plan = composer.composed(1, 2)

    [remedy] = [one for one in remedies(composer, offer, plan) if one.kind == "add_page"]

    assert set(remedy.freed) <= {overset.item_id for overset in plan.overset}
    assert remedy.page % 2 == 0
    mended = applied(remedy, offer)
    assert composer_of(mended.items).composed(mended.page_count).overset == ()
    assert Remedy.from_json(remedy.as_json()) == remedy


# Pages that are named after sections


@pytest.fixture(scope="module")
def named():
    """Page 2 is crowded with its section's news; page 3 has room but is the supplement."""
    offer = crowded()
    items = tuple(
        replace(item, section="副刊" if item.page is None else "本市") for item in offer.items
    )
    pages = (PageSpec(1, "要闻"), PageSpec(2, "本市"), PageSpec(3, "副刊"))
    kept = Kept(NAMEPLATE_ROWS, FOLIO_ROWS)
    composer = Composer(items, Setting(TABLOID, type_book()), kept, 0, pages=pages)
    return remedies(composer, replace(offer, items=items), composer.composed(3))


def test_what_keeps_stories_with_their_section_is_advised_first(named):
    assert {remedy.still_over for remedy in named} == {0}
    assert [remedy.strays > 0 for remedy in named] == sorted(r.strays > 0 for r in named)
    assert named[0].kind in ("jump", "cut")
    assert named[-1].kind in ("unpin", "move", "unpin_page")


def test_a_story_let_go_is_told_with_the_page_it_came_to_stand_on(named):
    remedy = next(one for one in named if one.strays)
    names = {1: "要闻", 2: "本市", 3: "副刊"}

    where = remedy.sentence("渡船复航", names=names).values["where"]
    told = where if isinstance(where, list) else [where]
    assert told == [f"page {page} {names[page]}" for page in remedy.lands]
    assert {1, 3} & set(remedy.lands)
    assert Remedy.from_json(remedy.as_json()) == remedy


# Cutting copy


STORY = Story(
    "新馆开门",
    (
        Block("新馆今日开门。“人真多！”林阿姨说。", marks=(Mark("strong", 7, 12),)),
        Block("下一步", "subhead"),
        Block("周末开到九点。", "quote"),
        Block("停车免费。公交直达。"),
    ),
)


def test_copy_ends_behind_a_sentence_never_behind_a_subhead():
    ends = sentence_ends(STORY)

    assert [text_behind(STORY, end)[:4] for end in ends] == [
        "“人真多", "林阿姨说", "下一步周", "停车免费", "公交直达",
    ]  # fmt: skip


def test_a_cut_takes_its_marks_and_the_subhead_at_its_foot():
    ends = sentence_ends(STORY)

    assert cut_at(STORY, ends[0]).blocks == (Block("新馆今日开门。"),)
    assert cut_at(STORY, Position(2, 0)).blocks == STORY.blocks[:1]
    whole = cut_at(STORY, ends[-1])
    assert whole.text + text_behind(STORY, ends[-1]) == STORY.text


# Fillers where copy is too short


def thin_first_page(*stock):
    """Page 1 of two is short: there the composer puts no filler of its own accord."""
    items = tuple(
        replace(item, page=number, story=plain_story(lines, f"{item.id}号渡船今日复航"), photos=())
        for item, number, lines in zip(
            make_edition(3, 1)[:7], (1, 1, 2, 2, 2, 2, 2), (70, 50, 80, 55, 55, 45, 45), strict=True
        )
    )
    kept = Kept(NAMEPLATE_ROWS, FOLIO_ROWS, fillers=stock)
    composer = Composer(items, Setting(TABLOID, type_book()), kept, 0)
    return Offer(items, 2), composer, composer.composed(2)


STOCK = (notice("节水", (2, 6)), notice("让座", (5, 12), (5, 20)))


def test_a_filler_is_advised_where_it_makes_the_page_full_and_it_does():
    offer, composer, plan = thin_first_page(*STOCK)

    advised = remedies(composer, offer, plan)

    assert plan.pages[0].thin_rows
    [remedy] = [one for one in advised if one.kind == "filler"]
    assert (remedy.page, remedy.size, remedy.is_done_here) == (1, "让座-5x20", True)
    assert remedy.sentence("让座") == "Put the notice “让座” on page 1."
    assert "wanted_filler" not in {one.kind for one in advised}
    mended = applied(remedy, offer, stock=STOCK)
    after = composer.of_others(mended.items, mended.artwork).composed(2)
    assert [frame.artwork_id for frame in after.pages[0].artwork] == ["让座-5x20"]
    assert not after.pages[0].thin_rows
    assert white(after) < white(plan)
    assert check_plan(after, mended.items, TABLOID, type_book()) == []


def test_without_a_filler_that_fits_the_size_of_one_is_told_that_would():
    offer, composer, plan = thin_first_page(*STOCK[:1])

    [remedy] = [one for one in remedies(composer, offer, plan) if "filler" in one.kind]

    told = remedy.wanted
    assert remedy.sentence("") == (
        f"No notice in stock fills page 1. One of {told.columns} columns by {told.rows} rows "
        f"({told.width_mm} × {told.height_mm} mm) would."
    )
    assert not remedy.is_done_here
    assert Remedy.from_json(remedy.as_json()) == remedy
    got = Artwork("", (ArtSize("got", told.columns, told.height_mm / told.width_mm),), "notice")
    after = composer.of_others(offer.items, [replace(got, page=1)]).composed(2)
    assert after.pages[0].artwork[0].area.rows == told.rows
    assert not after.pages[0].thin_rows


def test_a_filler_that_stands_already_is_not_advised_again():
    offer, composer, plan = thin_first_page(*STOCK)
    [remedy] = [one for one in remedies(composer, offer, plan) if one.kind == "filler"]
    mended = applied(remedy, offer, stock=STOCK)
    again = composer.of_others(mended.items, mended.artwork)

    found = remedies(again, mended, again.composed(2))

    assert "让座-5x20" not in {one.size for one in found}
    with pytest.raises(RemedyGoneError):
        applied(remedy, offer, stock=again.fit.kept.fillers)


def test_where_more_than_half_a_page_is_white_no_filler_is_asked_for():
    items = (make_item(Random(4), "b", "normal"),)
    composer = composer_of(items)
    plan = composer.composed(None)

    assert plan.pages[0].thin_rows * 2 > TABLOID.rows
    assert remedies(composer, Offer(items), plan) == ()
