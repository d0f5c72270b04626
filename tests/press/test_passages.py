"""Where two texts differ: as little as a person would mark, in every script, in no time."""

import time
from random import Random

import pytest

from newsroom.press.passages import differing
from tests.layout.stories import SENTENCES

PROSE = (
    "the ferry crosses the river every morning and the library on the far bank opens at nine "
    "for readers who come by bicycle from the villages behind the old dyke"
)
ENGLISH = PROSE.split()
HAN = "".join(dict.fromkeys("".join(SENTENCES)))
KANA = "渡し船は川を毎朝わたり、図書館の新しい扉は九時にひらく"


def words(rng: Random, count: int) -> str:
    return " ".join(rng.choice(ENGLISH) for _ in range(count))


def sentences(rng: Random, count: int) -> str:
    return "".join(words(rng, 12).capitalize() + ". " for _ in range(count))


def characters(rng: Random, alphabet: str, count: int) -> str:
    return "".join(rng.choice(alphabet) for _ in range(count))


def found(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[a:b], new[c:d]) for a, b, c, d in differing(old, new)]


def put_together(old: str, new: str) -> str:
    made, last = "", 0
    for a, b, c, d in differing(old, new):
        made += old[last:a] + new[c:d]
        last = b
    return made + old[last:]


LONG = {
    "English sentences": lambda rng: sentences(rng, 60),
    "English without a full stop": lambda rng: words(rng, 700),
    "Chinese without a mark": lambda rng: characters(rng, HAN, 4000),
    "Japanese without a full stop": lambda rng: characters(rng, KANA, 4000),
}


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("seed", range(4))
def test_two_edits_far_apart_in_a_long_passage_are_two_small_changes(kind, seed):
    rng = Random(f"{kind} {seed}")
    old = LONG[kind](rng)
    first, second = len(old) // 5, len(old) * 4 // 5
    new = old[:first] + "☉" + old[first:second] + old[second + 1 :]

    changes = found(old, new)

    assert len(changes) == 2
    assert sum(len(was) + len(now) for was, now in changes) < 60
    assert put_together(old, new) == new


def test_an_english_word_is_changed_as_a_word():
    old, new = (
        "The ferry costs 1,200 a year. It is full.",
        "The boats cost 1,300 a year. It is full.",
    )

    assert found(old, new) == [("ferry", "boats"), ("costs", "cost"), ("2", "3")]


def test_an_english_sentence_put_in_is_one_change():
    old = "Boats run. Cars wait. Trains stop."

    assert found(old, old.replace("Cars", "Buses turn. Cars")) == [("", "Buses turn. ")]


def test_a_closing_mark_stays_with_its_sentence():
    assert found("“走。”他说。", "“走。”“停。”他说。") == [("", "“停。”")]


def test_a_sentence_written_anew_is_one_change():
    old, new = "会议强调，逐项对账销号。", "夜市的摊位两月来投诉下降，居民点赞。"

    assert found(f"甲。{old}乙。", f"甲。{new}乙。") == [(old, new)]


HOSTILE = {
    "two characters": lambda rng: characters(rng, "甲乙", 20_000),
    "marks only": lambda rng: characters(rng, "。！甲", 20_000),
    "letters": lambda rng: characters(rng, "abcdef", 20_000),
    "short words": lambda rng: characters(rng, "ab ", 20_000),
    "ten characters": lambda rng: characters(rng, HAN[:10], 20_000),
    "one of two lines": lambda rng: "".join(rng.choice(["甲\n", "乙\n"]) for _ in range(10_000)),
    "known sentences": lambda rng: "".join(rng.choice(SENTENCES) for _ in range(800)),
    "English": lambda rng: words(rng, 3_800),
    "Chinese": lambda rng: characters(rng, HAN, 20_000),
    "spaces": lambda rng: " " * rng.randint(19_000, 20_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_twenty_thousand_characters_of_any_kind_are_compared_in_no_time(kind):
    rng = Random(kind)
    old, other = HOSTILE[kind](rng), HOSTILE[kind](rng)
    edited = "".join(c if rng.random() > 0.05 else rng.choice(["", "渡", c + c]) for c in old)
    started = time.process_time()

    made = [put_together(old, new) for new in (other, edited)]

    assert time.process_time() - started < 2
    assert made == [other, edited]


def test_whatever_is_edited_can_be_put_together_again():
    rng = Random(3)
    for _ in range(150):
        old = rng.choice([*LONG.values()])(rng)[: rng.randint(0, 1500)]
        new = old
        for _ in range(rng.randint(0, 5)):
            at, end = sorted(rng.choices(range(len(new) + 1), k=2))
            new = new[:at] + rng.choice(["", "。", "a ", old[:30]]) + new[min(end, at + 90) :]
        assert put_together(old, new) == new
