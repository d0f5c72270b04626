"""House rules on composed pages and on pages changed by hand, judged by who knows only the page."""

from dataclasses import replace
from functools import lru_cache
from itertools import permutations
from random import Random

import pytest

from newsroom.layout.changes import Change, changed
from newsroom.layout.check import check_plan
from newsroom.layout.compose import Composer
from newsroom.layout.cost import cost_of
from newsroom.layout.fitting import Kept
from newsroom.layout.geometry import TABLOID
from newsroom.layout.housecheck import broken_rules
from newsroom.layout.houserules import (
    APART,
    HARD,
    NATURES,
    NO_RULES,
    Broken,
    HouseRules,
    broken_on,
    is_house_rule,
)
from newsroom.layout.modules import page_plan
from newsroom.layout.pagination import Pagination
from newsroom.layout.paging import deals
from newsroom.layout.reasons import ranked_otherwise
from newsroom.layout.search import page_search
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.standing import board_of
from tests.benchmarks import house
from tests.benchmarks.generated import Generator
from tests.layout.artworks import advertisement
from tests.layout.composing import FOLIO_ROWS, NAMEPLATE_ROWS, compose, type_book
from tests.layout.stories import make_edition

ALL = HouseRules(protocol=True, apart=APART, picture=True)
PROTOCOL = HouseRules(protocol=True)
BESIDE = HouseRules(apart=APART)
PICTURE = HouseRules(picture=True)


def edition(pages=1, **given):
    """An edition of seven stories a page; ``given``: id -> what is changed in that story."""
    items = [replace(item, may_jump=False) for item in make_edition(3, pages)]
    return [replace(item, **given.get(item.id, {})) for item in items]


def broken(plan, items, rules):
    return broken_rules(plan.pages, {item.id: item for item in items}, rules, TABLOID)


def keys(found):
    return [one.key for one in found]


def told(plan):
    return [name for page in plan.pages for name in page.violations if is_house_rule(name)]


# The search ------------------------------------------------------------------------------------


ORDERS = [
    {"s01": 1, "s02": 2, "s03": 3},
    {"s04": 1, "s02": 5},
    {"s05": 1, "s06": 2, "s01": 3},
    {"s03": 4, "s04": 3, "s02": 2, "s01": 1},
]


@pytest.mark.parametrize("orders", ORDERS)
def test_who_stands_earlier_in_the_order_is_not_lower_smaller_or_with_the_smaller_picture(orders):
    items = edition(2, **{id: {"protocol": order} for id, order in orders.items()})
    plan = compose(items, 2, house=PROTOCOL)

    assert broken(plan, items, PROTOCOL) == []
    assert told(plan) == []
    assert check_plan(plan, items, TABLOID, type_book()) == []


def test_without_the_rule_the_same_copy_breaks_it():
    plan = compose(edition(2), 2)
    seen = []
    for orders in ORDERS:
        items = edition(2, **{id: {"protocol": order} for id, order in orders.items()})
        seen += broken(plan, items, PROTOCOL)

    assert {one.rule for one in seen} == {"protocol"}


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_natures_set_apart_share_no_edge_on_one_page(one, other):
    given = {"s01": {"nature": (one,)}, "s03": {"nature": (other, "ceremony")}}
    items = edition(**given)
    plan = compose(items, 1, house=BESIDE)

    assert broken(plan, items, BESIDE) == []
    assert told(plan) == []


def test_the_default_pairs_keep_what_is_grave_or_paid_from_what_is_festive():
    assert set(APART) == {
        (one, other)
        for one in ("advertisement", "obituary", "accident")
        for other in ("portrait", "ceremony")
    }
    assert {name for pair in APART for name in pair} == set(NATURES)


@pytest.mark.parametrize(("rules", "apart"), [(NO_RULES, False), (BESIDE, True)])
def test_the_planner_deals_stories_set_apart_to_different_pages(rules, apart):
    natures = {"s01": ("accident",), "s11": ("ceremony",)}
    items = edition(2, **{id: {"nature": nature} for id, nature in natures.items()})
    composer = Composer(
        items, Setting(TABLOID, type_book(), house=rules), Kept(NAMEPLATE_ROWS, FOLIO_ROWS), 0
    )
    composer.fit.pages = Pagination(2)
    dealt = deals(composer._loads(), composer._capacities(), Random(0), 1)[0]
    one, other = (page for item, page in zip(items, dealt, strict=True) if item.id in natures)

    assert (one != other) is apart


def test_every_page_has_a_picture_where_the_copy_has_one():
    items = [replace(i, photos=() if i.id in ("s10", "s12") else i.photos) for i in edition(3)]
    plan = compose(items, 3, house=PICTURE)

    assert broken(plan, items, PICTURE) == []
    assert all(any(module.photos for module in page.modules) for page in plan.pages)


def test_a_portrait_stands_beside_no_advertisement():
    ad = advertisement("茶社", 2, 16, page=2, place="foot_right")
    items = edition(2)
    plain = compose(items, 2, artwork=[ad])
    marked = [replace(item, nature=("portrait",)) for item in items]
    found = broken(plain, marked, BESIDE)
    assert found
    near = {id for one in found for id in one.stories}
    items = [replace(i, nature=("portrait",)) if i.id in near else i for i in items]
    plan = compose(items, 2, artwork=[ad], house=BESIDE)

    assert found[0].key == f"not_beside:{found[0].stories[0]}:art=茶社"
    assert broken(plan, items, BESIDE) == []
    assert told(plan) == []
    kept = replace(BESIDE, excused=frozenset(one.key for one in found))
    excused = compose(items, 2, artwork=[ad], house=kept)
    assert [p.modules for p in excused.pages] == [p.modules for p in plain.pages]


# What cannot be kept -----------------------------------------------------------------------------


UNKEPT = {"s05": {"protocol": 1, "headline_level": 4}, "s01": {"protocol": 2}}


def test_a_rule_that_cannot_be_kept_is_told_with_its_stories_and_the_page_is_made():
    items = edition(**UNKEPT)
    plan = compose(items, 1, house=PROTOCOL)

    assert told(plan) == ["protocol:s05:s01"]
    [found] = broken(plan, items, PROTOCOL)
    assert found.key == "protocol:s05:s01"
    assert found.how
    assert found.page == 1
    assert not plan.overset
    assert check_plan(plan, items, TABLOID, type_book()) == []


def test_a_page_gets_a_story_that_may_lead_it_and_the_other_goes_elsewhere():
    given = {"s00": {"protocol": 9}, "s01": {"protocol": 2}}
    items = edition(2, **given)
    plan = compose(items, 2, house=PROTOCOL)

    assert told(plan) == []
    assert broken(plan, items, PROTOCOL) == []


@pytest.mark.parametrize("first", ["s01", "s02", "s06"])
def test_page_1_is_led_by_who_goes_before_its_first_story_and_that_is_said(first):
    items = edition(**{"s00": {"protocol": 9}, first: {"protocol": 2}})
    plan = compose(items, 1, house=PROTOCOL)
    front = plan.pages[0]
    lead = min(front.modules, key=lambda m: (m.headline_level, m.area.row))

    assert lead.item_id == first
    assert "first_outranked" in front.violations
    assert told(plan) == []
    assert broken(plan, items, PROTOCOL) == []


def test_page_1_is_led_by_its_first_story_where_protocol_does_not_put_another_before_it():
    alike = {"s00": {"protocol": 2}, "s01": {"protocol": 2}}
    before = {"s00": {"protocol": 9}, "s01": {"protocol": 2}}
    allowed = replace(PROTOCOL, excused=frozenset({"protocol:s01:s00"}))
    for given, rules in ((alike, PROTOCOL), (before, NO_RULES), (before, allowed)):
        front = compose(edition(**given), 1, house=rules).pages[0]

        assert [m.item_id for m in front.modules if m.headline_level == 1] == ["s00"]
        assert "first_outranked" not in front.violations


def test_a_page_without_a_picture_is_told_when_others_have_one_to_spare():
    given = {f"s1{n}": {"page": 2, "photos": ()} for n in range(7)}
    items = [i if i.id in given else replace(i, page=1) for i in edition(2, **given)]
    bound = compose(items, 2, house=PICTURE)
    free = [replace(i, page=None) if i.id == "s02" else i for i in items]
    spared = [page_with_photos(page) for page in bound.pages]

    assert told(bound) == []  # the editor tied every picture to its page
    assert spared == [True, False]
    assert keys(broken(bound, free, PICTURE)) == ["picture:@2"]


def page_with_photos(page):
    return any(module.photos for module in page.modules)


def test_what_an_editor_excused_is_not_told_and_not_shunned_but_still_seen():
    items = edition(**UNKEPT)
    excused = replace(PROTOCOL, excused=frozenset({"protocol:s05:s01"}))
    plan = compose(items, 1, house=excused)

    assert told(plan) == []
    assert plan.pages[0].modules == compose(items, 1, house=NO_RULES).pages[0].modules
    assert keys(broken(plan, items, excused)) == ["protocol:s05:s01"]


def test_an_editor_s_headline_level_is_not_raised():
    items = edition(**UNKEPT)
    plan = compose(items, 1, house=PROTOCOL)
    [small] = [m for m in plan.pages[0].modules if m.item_id == "s05"]

    assert small.headline_level == 4


def test_rules_that_are_off_change_no_page():
    given = {"s01": {"protocol": 1, "nature": ("obituary",)}, "s03": {"nature": ("portrait",)}}

    assert compose(edition(**given), 1).pages == compose(edition(), 1).pages


# Two judges --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def drawn_sheets():
    """Many tilings of one page, good and bad, with everything the rules ask for."""
    given = {
        "s01": {"protocol": 4, "nature": ("advertisement",)},
        "s02": {"protocol": 2, "nature": ("portrait",)},
        "s03": {"protocol": 7},
        "s04": {"nature": ("accident", "ceremony")},
        "s06": {"protocol": 3},
    }
    items = edition(**given)
    setting = Setting(TABLOID, type_book(), house=ALL)
    composer = Composer(items, setting, Kept(NAMEPLATE_ROWS, FOLIO_ROWS), 0)
    composer.fit.pages = Pagination(1)
    pieces = composer.led(items, [], 0)
    draft, _homeless = composer.fit.fitted(pieces, 0, last=True, jumping="late")
    assert draft is not None
    found = []
    for seed in range(60):
        search = page_search(draft, NAMEPLATE_ROWS, Random(seed))
        search.run(1, 0)
        found += [sheet for _points, sheet in search.best(1)]
    return items, composer, found


def test_both_judges_say_the_same_of_many_pages():
    items, composer, sheets = drawn_sheets()
    seen = set()
    for sheet in sheets:
        plan = page_plan(sheet, 1, 0.0, composer.shapes, {})
        printed = broken_rules([plan], {i.id: i for i in items}, ALL, TABLOID)
        mine = [name for name in plan.violations if is_house_rule(name)]
        seen |= {one.rule for one in printed} | {way for one in printed for way in one.how}

        assert sorted(mine) == sorted(keys(printed))
    assert seen >= {"protocol", "not_beside", "lower", "smaller_headline"}


def test_a_broken_rule_outweighs_every_look():
    _items, _composer, sheets = drawn_sheets()
    kept = [cost_of(sheet) for sheet in sheets if not broken_on(sheet)]
    others = [cost_of(sheet) for sheet in sheets if broken_on(sheet)]

    assert others
    assert max(kept, default=0.0) < HARD <= min(others)


# Changes by hand ---------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def page_with_an_order():
    orders = {"s01": 1, "s02": 2, "s03": 3}
    items = edition(**{id: {"protocol": order} for id, order in orders.items()})
    return items, compose(items, 1, house=PROTOCOL)


def board(rules):
    items, plan = page_with_an_order()
    book = ShapeBook(Setting(TABLOID, type_book(), house=rules))
    return board_of(plan.pages[0], {item.id: item for item in items}, book)


def test_a_place_that_the_order_of_officials_bars_is_told_with_both_stories():
    now, free = board(PROTOCOL), board(NO_RULES)
    first, second = "s01", "s02"
    assert now.places[first].row < now.places[second].row
    above = now.places[second]._replace(row=0)
    below = now.places[first]._replace(row=now.places[second].row + 2)

    def told(board, id, place):
        return ranked_otherwise(board, Change("move", id, place), now.page)

    assert told(now, first, below) == (first, second)
    assert told(now, first, now.places[first]) == ()
    assert told(free, first, below) == ()
    is_barred = now.places[first].row > 0
    assert told(now, second, above) == ((first, second) if is_barred else ())


def test_a_change_that_breaks_a_rule_is_answered_otherwise_or_told():
    items, _plan = page_with_an_order()
    known = {item.id: item for item in items}
    broke = dict.fromkeys(("on", "off"), 0)
    for one, other in permutations(("s01", "s02", "s03", "s04"), 2):
        for name, rules in (("on", PROTOCOL), ("off", NO_RULES)):
            now = board(rules)
            answer = changed(now, Change("move", one, now.places[other]))
            if not answer.plan:
                continue
            found = broken_rules([answer.plan], known, PROTOCOL, TABLOID)
            broke[name] += len(found)
            if name == "on":
                mine = [v for v in answer.plan.violations if is_house_rule(v)]
                assert sorted(keys(found)) == sorted(mine)

    assert broke["on"] < broke["off"]


# Generated pages and editions ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(11, 15))
def test_no_page_breaks_a_rule_where_a_tiling_is_found_that_keeps_them_all(seed):
    """Single pages with every story bound to them, against tilings drawn with other dice."""
    made = house.with_house_matters(Generator(type_book(), 1).edition(seed))
    plan = house.composed(made, house.ALL)
    setting = Setting(made.grid, type_book(), house=house.ALL)
    composer = Composer(made.items, setting, made.kept, 0)
    composer.fit.pages = Pagination(1)
    draft, _homeless = composer.fit.fitted(composer.led(made.items, [], 0), 0, True, "late")
    assert draft is not None
    search = page_search(draft, made.kept.nameplate_rows, Random(f"other dice {seed}"))
    search.run(200, 200)
    [(_points, best)] = search.best(1)

    assert len(house.told_pages(plan).get(1, [])) <= len(broken_on(best))
    assert house.broken_pages(made, plan) == house.told_pages(plan)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_generated_editions_keep_every_rule_that_the_composer_does_not_call_broken(seed):
    made = house.with_house_matters(Generator(type_book(), 4).edition(seed))
    on, off = house.composed(made, house.ALL), house.composed(made, NO_RULES)

    assert house.broken_pages(made, on) == house.told_pages(on) == {}
    assert house.broken_pages(made, off)
    assert not on.overset
    assert check_plan(on, made.items, made.grid, type_book()) == []


def test_a_breach_has_the_same_name_wherever_its_stories_stand():
    assert Broken("protocol", ("7", "3"), ("lower",), 1).key == "protocol:7:3"
    assert Broken("picture", (), page=4).key == "picture:@4"
