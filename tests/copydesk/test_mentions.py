"""Which officials a text names, by the register of the day."""

import pytest

from newsroom.copydesk.mentions import Holder, first_in_order, mentions

SECRETARY = Holder("林海", ("区委书记",), 1)
MAYOR = Holder("沈亦舟", ("区长", "区委副书记"), 2)
DEPUTY = Holder("周敏", ("副区长",), 9)
OTHER_DEPUTY = Holder("周敏之", ("副区长",), 10)
DIRECTOR = Holder("林海", ("水利局局长",), 40)
FOREIGN = Holder("Li Na", ("Mayor",), 3)
REGISTER = (SECRETARY, MAYOR, FOREIGN, DEPUTY, OTHER_DEPUTY)
TWO_OF_A_NAME = (SECRETARY, MAYOR, DIRECTOR)


def named(text, register=REGISTER):
    return [mention.holder for mention in mentions(text, register)]


def test_names_are_found_in_their_order_with_their_place():
    text = "沈亦舟主持会议，林海讲话。"

    assert [(m.holder, m.start) for m in mentions(text, REGISTER)] == [(MAYOR, 0), (SECRETARY, 8)]


def test_the_longest_name_wins():
    assert named("周敏之到场，周敏在外地。") == [OTHER_DEPUTY, DEPUTY]


@pytest.mark.parametrize("name", ["林海", "林　海", "林 海"])
def test_a_name_of_two_characters_may_have_white_inside(name):
    assert named(f"{name}到码头调研。") == [SECRETARY]


def test_a_name_in_letters_is_a_whole_word():
    assert named("Li Nash met Li Na.") == [FOREIGN]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("区委书记林海到码头调研。", [SECRETARY]),
        ("水利局局长林海介绍情况。", [DIRECTOR]),
        ("水利局局长 林海介绍情况。", [DIRECTOR]),
        ("区长沈亦舟、林海到场。", [MAYOR, DIRECTOR]),  # no post of his own: a doubt
        ("水利局局长陈亦然、林海到场。", [DIRECTOR]),
        ("区委书记陈亦然、何青和林海到场。", [SECRETARY]),
        ("区委书记参加，林海到场。", [DIRECTOR]),
        ("林海说：“开工。”", [DIRECTOR]),
        ("林海：开工\n区委书记林海昨日说，林海还说。", [SECRETARY] * 3),
        ("区委书记林海与水利局局长林海同行，林海汇报。", [SECRETARY, DIRECTOR, DIRECTOR]),
    ],
)
def test_a_post_before_the_name_tells_two_of_one_name_apart(text, meant):
    assert named(text, TWO_OF_A_NAME) == meant


def test_a_longer_post_is_not_taken_for_the_shorter_it_ends_in():
    register = (Holder("何青", ("书记",), 1), Holder("何青", ("副书记",), 5))

    assert named("镇党委副书记何青到会。", register) == [register[1]]


def test_the_first_in_order_counts_wherever_he_is_named():
    assert first_in_order(["渡船复航", "周敏到场。", "沈亦舟致辞。"], REGISTER) == 2
    assert first_in_order(["渡船复航"], REGISTER) is None
    assert first_in_order(["林海"], ()) is None


def test_copy_made_to_be_slow_is_read_at_once():
    text = "区委书记" + "和" * 50_000 + "林海"

    assert named(text, TWO_OF_A_NAME) == [DIRECTOR]
