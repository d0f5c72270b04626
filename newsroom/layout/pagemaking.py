"""One page made good: drawn, finished, made otherwise where something is left to mend.

Budgets count trials, never seconds; every page has dice of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from newsroom.layout.cost import Sheet, breaches, flaws
from newsroom.layout.fillers import ENOUGH, fillings
from newsroom.layout.fitting import Fitter
from newsroom.layout.geometry import PageGrid
from newsroom.layout.houserules import broken_on
from newsroom.layout.plan import PagePlan
from newsroom.layout.search import Draft, page_search

MOST_WHITE = 0.1  # of a page inside its stories: with more it has too little copy
BREACH = 8.0  # points a page loses for each breach told to the editor
HOUSE_ROUNDS = 2  # more of a quick look where it broke a house rule


def is_short(page: PagePlan, grid: PageGrid) -> bool:
    """Whether copy is missing: a place without a story, white below them, or much inside them."""
    cells = page.on(grid).columns * grid.rows
    return bool(page.open_areas or page.thin_rows) or page.blank_rows > MOST_WHITE * cells


class Effort(NamedTuple):
    """How long to look for a page: ``draws`` at random, then ``repairs`` of a part, and as many
    again each round until one of the best ``finished`` leaves nothing to mend; ``untied`` tries
    pages with small stories apart that are else tied in pairs; ``wheels`` pages that no straight
    cut crosses are drawn besides."""

    draws: int
    repairs: int
    wheels: int = 0
    finished: int = 0
    rounds: int = 1
    untied: bool = False


SCOUT = Effort(80, 100)  # of a deal on trial
FINAL = Effort(300, 600, 200, finished=6, rounds=4, untied=True)  # of the deal that is chosen


class PageMaker:
    """Makes the pages that a fitter drafts, and remembers them."""

    def __init__(self, fit: Fitter, seed: int) -> None:
        self._fit = fit
        self._grid = fit.shapes.setting.grid
        self._seed = seed
        self.throws: dict[int, int] = {}  # pages, from 1, that are looked for anew
        self._known: dict[tuple[object, ...], tuple[float, Sheet]] = {}

    def rng(self, number: int) -> Random:
        """Dice of their own for each page and for dealing: the same seed, the same throws."""
        throw = 97 * self.throws.get(number, 0)
        return Random(self._seed * 1009 + number + throw)  # noqa: S311, nothing secret hangs on it

    def made(
        self, draft: Draft, page: int, last: bool, effort: Effort, used: frozenset[str]
    ) -> tuple[float, Sheet]:
        """The best page of a draft, remembered: it is the same whenever a jump may be tried."""
        throw = self.throws.get(page + 1, 0)
        key = (draft.group, draft.rows, draft.stretch, page, last, effort, used, throw)
        if key not in self._known:
            score, sheet = self._searched(draft, page, effort)
            if self._is_short(draft, sheet, page):
                score, sheet = (
                    self._filled_up(draft, sheet, page, effort, used)
                    or self._thin(draft, page, effort)
                    or (score, sheet)
                )
            elif not last:
                score, sheet = self._or_jumped(draft, score, sheet, page, effort)
            self._known[key] = score, sheet
        return self._known[key]

    def _is_short(self, draft: Draft, sheet: Sheet, page: int) -> bool:
        """Whether copy is missing: white below the stories, or too much of it inside them."""
        is_white = sheet.white > MOST_WHITE * sheet.columns * sheet.rows
        return is_white or draft.rows < self._fit.depth(page)

    def _filled_up(
        self, draft: Draft, sheet: Sheet, page: int, effort: Effort, used: frozenset[str]
    ) -> tuple[float, Sheet] | None:
        """The page with fillers for the copy that is missing, the stories as they are designed."""
        may_have = page > 0 or self._fit.pages.count == 1
        may_have = may_have and self._fit.pages.across(page) == 1
        stock = self._fit.kept.fillers if may_have else ()
        if not stock or not effort.finished:
            return None
        thin = self._fit.thin(draft.pieces, page, (0,))
        below = self._fit.depth(page) - thin.rows if thin else 0
        missing = below * self._grid.columns or sheet.white
        found: list[tuple[float, int, float, Sheet]] = []
        for fillers in fillings(stock, used, self._fit.art(page), self._grid, page, missing):
            able = (self._fit.draft(draft.pieces, page, stretch, fillers) for stretch in (0, 1))
            fitting = next((one for one in able if one is not None and one.fits), None)
            if fitting is not None:
                score, sheet = self._looked_for(fitting, page, effort)
                told = sum(1 for _ in flaws(sheet))
                found.append((score + BREACH * told, len(found), score, sheet))
            if len(found) == ENOUGH:
                break
        return min(found, key=lambda entry: entry[:2])[2:] if found else None

    def _searched(self, draft: Draft, page: int, effort: Effort) -> tuple[float, Sheet]:
        """The best page of a draft; where something is left to mend, other drafts may do better.
        An L for a lead is looked at besides, and taken where it makes the better page."""
        found: list[tuple[float, int, float, Sheet]] = []
        bent = self._bent(draft, page) if effort.finished else None
        for other in self._drafts_like(draft, page, effort):
            found.append(self._weighed(other, len(found), page, effort))
            if found[-1][0] == found[-1][2]:  # nothing to mend
                break
        if bent is not None:
            found.append(self._weighed(bent, len(found), page, effort))
        return min(found, key=lambda entry: entry[:2])[2:]

    def _bent(self, draft: Draft, page: int) -> Draft | None:
        """The same page with a lead that may be an L, where it has none yet."""
        return None if draft.bends else next(self._fit.bent(draft.pieces, page), None)

    def _weighed(
        self, draft: Draft, number: int, page: int, effort: Effort
    ) -> tuple[float, int, float, Sheet]:
        """The best page of one draft: points with those of its flaws, its number, points, page."""
        score, sheet = self._looked_for(draft, page, effort)
        told = sum(1 for _ in flaws(sheet))
        return score + BREACH * told, number, score, sheet

    def _drafts_like(self, draft: Draft, page: int, effort: Effort) -> Iterator[Draft]:
        """The draft, then with small stories by themselves, then with wider tables."""
        for stretch in range(draft.stretch, max(2, draft.stretch + 1)):
            is_given = stretch == draft.stretch
            wider = draft if is_given else self._fit.draft(draft.pieces, page, stretch)
            if wider is not None and (is_given or wider.fits):
                yield wider
                if wider.ties and effort.untied:
                    yield wider.untied()

    def _thin(self, draft: Draft, page: int, effort: Effort) -> tuple[float, Sheet] | None:
        """The page as its stories are designed, white below them: not blown up to fill it."""
        thin = self._fit.thin(draft.pieces, page, (0,))
        return self._looked_for(thin, page, effort) if thin else None

    def _or_jumped(
        self, draft: Draft, score: float, sheet: Sheet, page: int, effort: Effort
    ) -> tuple[float, Sheet]:
        """The page, or, where it breaks rules badly, the page with a jump if that is better."""
        if any(breaches(sheet)) and not any(piece.cuts for piece in draft.pieces):
            jumped = self._fit.jumped(list(draft.pieces), page, 1)
            if jumped is not None:
                other = self._looked_for(jumped, page, effort)
                return min((score, sheet), other, key=_with_breaches)
        return score, sheet

    def _looked_for(self, draft: Draft, page: int, effort: Effort) -> tuple[float, Sheet]:
        """Look until a good page leaves nothing to mend, or the trials are out."""
        search = page_search(draft, self._fit.first_row(page), self.rng(page + 1))
        search.run(effort.draws, effort.repairs, effort.wheels)
        if not effort.finished:
            for _round in range(HOUSE_ROUNDS if draft.house else 0):
                if not broken_on(search.best(1)[0][1]):
                    break
                search.run(effort.draws, effort.repairs)
            return search.best(1)[0]
        done: dict[Sheet, tuple[int, float, Sheet]] = {}
        for _round in range(effort.rounds):
            for _score, sheet in search.best(effort.finished):
                if sheet not in done:
                    score, best = self._fit.book(page).finisher.finished(sheet, draft.stretch)
                    done[sheet] = (sum(1 for _ in flaws(best)), score, best)
            told, score, best = min(done.values(), key=_with_flaws)
            if not told:
                break
            search.run(0, effort.repairs)
        return score, best


def _with_flaws(entry: tuple[int, float, Sheet]) -> float:
    told, score, _sheet = entry
    return score + BREACH * told


def _with_breaches(found: tuple[float, Sheet]) -> float:
    score, sheet = found
    return score + BREACH * sum(1 for _ in breaches(sheet))
