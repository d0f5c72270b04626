"""Stories on pages: even loads, pinned ones where they are pinned, the same deal every time."""

from random import Random

import pytest

from newsroom.layout.paging import Jump, Load, deals, gone_back, homes_of, is_crowded_out, relieved

PAGE = 300  # column rows


def deal(loads, capacities, seed=0, count=1):
    return deals(loads, capacities, Random(seed), count)


def plain(*areas, **more):
    return [Load(area, "normal", **more) for area in areas]


def burden(loads, pages, page):
    return sum(load.area for load, at in zip(loads, pages, strict=True) if at == page)


def test_one_page_takes_everything():
    assert deal(plain(100, 100, 100), [PAGE]) == [[0, 0, 0]]


def test_no_stories_are_dealt_to_no_page():
    assert deal([], [PAGE, PAGE]) == [[]]


def test_equal_stories_are_shared_out_evenly():
    loads = plain(*[50] * 12)

    [pages] = deal(loads, [PAGE, PAGE])

    assert burden(loads, pages, 0) == burden(loads, pages, 1) == 300


def test_the_first_story_opens_the_paper():
    loads = [Load(120, "lead"), *plain(*[60] * 8)]

    for seed in range(5):
        assert all(pages[0] == 0 for pages in deal(loads, [PAGE, PAGE], seed, 5))


@pytest.mark.parametrize("page", [0, 1, 2])
def test_a_pinned_story_is_on_its_page_in_every_deal(page):
    loads = [*plain(60, 60, 60), Load(90, "major", page=page), *plain(60, 60, 60, 60)]

    assert {pages[3] for pages in deal(loads, [PAGE] * 3, count=20)} == {page}


def test_the_first_story_may_be_pinned_elsewhere():
    loads = [Load(90, "lead", page=1), *plain(60, 60, 60)]

    assert deal(loads, [PAGE, PAGE])[0][0] == 1


def test_the_first_story_goes_elsewhere_only_where_that_is_asked_for():
    tied = [Load(160, "major", page=0), Load(120, "normal", page=0)]
    stays, roams = Load(120, "lead"), Load(120, "lead", roams=True)

    assert is_crowded_out([stays, *tied], [PAGE, PAGE])
    assert not is_crowded_out([stays, *tied], [PAGE])
    assert not is_crowded_out([stays, *plain(160, 120)], [PAGE, PAGE])
    assert deal([stays, *tied, *plain(60, 60)], [PAGE, PAGE])[0][0] == 0
    assert deal([roams, *tied, *plain(60, 60)], [PAGE, PAGE])[0][0] == 1


def test_no_page_is_loaded_beyond_what_it_holds_while_another_has_room():
    rng = Random(4)
    loads = plain(*[rng.randint(20, 80) for _ in range(16)])
    total = sum(load.area for load in loads)

    [pages] = deal(loads, [total * 0.4, total * 0.4, total * 0.4])

    assert all(burden(loads, pages, page) <= total * 0.4 for page in range(3))


def test_pictures_are_spread_over_the_pages():
    loads = [*plain(50, 50, 50, photos=1), *plain(50, 50, 50), *plain(50, 50, 50)]

    [pages] = deal(loads, [150, 150, 150])

    assert sorted(pages[:3]) == [0, 1, 2]


def test_the_deals_are_the_best_first_all_different_and_repeatable():
    loads = [Load(100, "lead"), *plain(*range(30, 90, 6))]

    found = deal(loads, [PAGE, PAGE], seed=9, count=10)

    assert len({tuple(pages) for pages in found}) == 10
    assert found == deal(loads, [PAGE, PAGE], seed=9, count=10)
    assert found[:3] == deal(loads, [PAGE, PAGE], seed=9, count=3)


def test_a_crowded_page_is_made_lighter_one_move_at_a_time():
    loads = [Load(100, "lead"), *plain(30, 40, 50, 30, 40, 50)]
    pages = [0, 0, 0, 0, 1, 1, 1]

    found = relieved(loads, pages, [PAGE, PAGE], page=0, towards=1)

    assert found
    for moved in found:
        changed = [i for i in range(7) if moved[i] != pages[i]]
        assert len(changed) in {1, 2}
        less = burden(loads, pages, 0) - burden(loads, moved, 0)
        assert 0.015 * PAGE <= less <= 0.16 * PAGE


def test_what_burdens_the_strongest_page_comes_first():
    loads = [Load(100, "lead"), *plain(30, 40, 30, 40, 30, 40)]
    pages = [0, 0, 0, 1, 1, 2, 2]

    found = relieved(loads, pages, [PAGE] * 3, page=0, towards=2)

    assert burden(loads, found[0], 2) > burden(loads, pages, 2)


def test_pinned_and_first_stories_are_not_moved_to_relieve_a_page():
    loads = [Load(40, "lead"), Load(40, "normal", page=0)]

    assert relieved(loads, [0, 0], [PAGE, PAGE], page=0, towards=1) == []


@pytest.mark.parametrize(
    ("section", "priority", "homes"),
    [
        ("民生", "normal", (2,)),
        ("民生新闻", "brief", (2,)),
        ("副", "normal", (3,)),
        ("体育", "normal", ()),
        ("体育", "major", (0,)),
        ("", "lead", (0,)),
        ("", "brief", ()),
        ("民生", "lead", (2,)),
    ],
)
def test_a_section_is_at_home_on_the_page_of_about_its_name(section, priority, homes):
    assert homes_of(section, priority, ["要闻", "", "民生", "副刊"]) == homes


def test_english_pages_are_known_by_their_names_too():
    assert homes_of("sport", "normal", ["Front page", "Sport & leisure"]) == (1,)
    assert homes_of("", "lead", ["Front page", "Sport & leisure"]) == (0,)


def test_stories_stand_on_the_pages_of_their_sections_where_these_have_room():
    loads = [Load(60, "lead"), *plain(*[50] * 5)]
    loads += [Load(50, "normal", homes=(page,)) for page in (1, 2, 1, 2, 1, 2)]

    [pages] = deal(loads, [200, 200, 200])

    assert pages[6:] == [1, 2, 1, 2, 1, 2]


def test_a_section_with_more_than_its_page_holds_goes_on_to_others():
    loads = [Load(60, "lead"), *(Load(50, "normal", homes=(1,)) for _ in range(6)), *plain(40, 50)]

    [pages] = deal(loads, [260, 260])

    assert burden(loads, pages, 1) <= 260
    assert pages[1:7].count(1) == 5


def test_little_copy_fills_the_first_pages_and_sections_still_stand_at_home():
    loads = [Load(60, "lead"), *plain(*[36] * 5), Load(40, "normal", homes=(3,))]

    [pages] = deal(loads, [PAGE] * 4)

    assert pages == [0, 0, 0, 0, 0, 0, 3]


def test_room_is_kept_for_what_goes_on_from_a_crowded_page():
    tied = [Load(200, "lead", page=0, jumps=True), Load(200, "normal", page=0)]
    loads = [*tied, *plain(*[25] * 16)]

    [pages] = deal(loads, [PAGE, PAGE, PAGE])

    tail = 400 - PAGE
    least, most = sorted(burden(loads, pages, page) for page in (1, 2))
    assert least + tail <= PAGE + 30
    assert most - least >= tail / 2


def test_where_a_page_could_not_take_it_a_story_goes_elsewhere_then_not_at_all():
    jumps = [Jump(0, "a", 2), Jump(1, "b", 3)]

    found = gone_back(jumps, (), full={2}, count=4)

    assert found[:3] == [(Jump(0, "a", 1),), (Jump(0, "a", 3),), (Jump(0, "a", -1),)]
    assert found[3:] == [(Jump(1, "b", -1),)]


def test_a_jump_that_was_ruled_before_is_ruled_anew_and_the_others_stay():
    ruled = (Jump(0, "a", 1), Jump(0, "c", -1))

    found = gone_back([Jump(0, "a", 1)], ruled, full={1}, count=3)

    assert found == [(Jump(0, "a", 2), Jump(0, "c", -1)), (Jump(0, "a", -1), Jump(0, "c", -1))]
