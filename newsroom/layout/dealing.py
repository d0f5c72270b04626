"""Every way to deal a few stories to pages that all hold theirs, found exactly.

Where pages hold three or four stories each, hardly any deal fits and looking about at random finds
none of them: here every set of stories is tried on every page, and sets that part the copy are put
together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

MOST_FREE = 11  # stories without a page: 2,048 sets on every page
MOST_FOUND = 200  # deals, in the order they are found, to choose from


def fitting_deals(
    pages: Sequence[int | None],
    count: int,
    fits: Callable[[int, tuple[int, ...]], bool],
) -> list[tuple[int, ...]]:
    """For each deal the page, from 0, of every story; ``pages`` has those that are settled.

    ``fits`` says whether a page holds the stories of these numbers. No deal where more than
    `MOST_FREE` stories have no page yet.
    """
    free = [number for number, page in enumerate(pages) if page is None]
    if len(free) > MOST_FREE:
        return []
    able = [_sets_on(page, pages, free, fits) for page in range(count)]
    if not all(able):
        return []
    found = islice(_partings(able, (1 << len(free)) - 1, set()), MOST_FOUND)
    return [_as_deal(pages, free, sets) for sets in found]


def _sets_on(
    page: int,
    pages: Sequence[int | None],
    free: Sequence[int],
    fits: Callable[[int, tuple[int, ...]], bool],
) -> list[int]:
    """Sets of free stories, as bit masks, that the page holds with what is settled on it."""
    settled = {number for number, own in enumerate(pages) if own == page}
    return [
        mask
        for mask in range(1 << len(free))
        if fits(page, tuple(sorted(settled.union(_members(mask, free)))))
    ]


def _members(mask: int, free: Sequence[int]) -> Iterator[int]:
    return (number for bit, number in enumerate(free) if mask >> bit & 1)


def _partings(
    able: Sequence[Sequence[int]], rest: int, dead: set[tuple[int, int]]
) -> Iterator[tuple[int, ...]]:
    """One set for each page, no story in two of them, each in one.

    ``dead``: how many pages could not share out which stories, so that it is asked once.
    """
    if not able:
        if not rest:
            yield ()
        return
    if (len(able), rest) in dead:
        return
    is_dead = True
    for mask in able[0]:
        if not mask & ~rest:
            for others in _partings(able[1:], rest & ~mask, dead):
                is_dead = False
                yield (mask, *others)
    if is_dead:
        dead.add((len(able), rest))


def _as_deal(
    pages: Sequence[int | None], free: Sequence[int], sets: Sequence[int]
) -> tuple[int, ...]:
    dealt = {number: page for page, mask in enumerate(sets) for number in _members(mask, free)}
    return tuple(dealt[number] if page is None else page for number, page in enumerate(pages))
