"""Rows -> plain data -> the composer -> page layouts.

Everything slow happens outside any transaction; the layouts are written in one short one, which
checks again that nobody changed the copy meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.auditing import Actor, account, record, require
from articles.models import Article
from issues.advertising import why_left_out
from issues.dummy import (
    CompositionError,
    Dummy,
    MadeOf,
    copy_item,
    item_hash,
    kept_of,
    made_of,
    page_basis,
    read_dummy,
    setting_of,
    shape_book,
)
from issues.holding import (
    Standing,
    held_by_locks,
    refuse_crowded,
    refuse_locked_halves,
    standing_of,
)
from issues.locks import IssueClosedError, PageLockedError, hold_pages
from issues.models import Issue, Page, PageLayout
from issues.steps import Step, in_silence
from issues.typefaces import font_hashes
from newsroom.copydesk.mentions import Holder
from newsroom.copydesk.sentence import Sentence, sentence
from newsroom.layout.artwork import Artwork
from newsroom.layout.changes import pinned_page
from newsroom.layout.compose import Composer
from newsroom.layout.outcome import outcome
from newsroom.layout.pagination import Pagination
from newsroom.layout.partial import Held, PartComposer
from newsroom.layout.passes import Heard
from newsroom.layout.plan import (
    CopyItem,
    EditionPlan,
    Overset,
    PagePlan,
    page_as_json,
    page_from_json,
)
from newsroom.layout.remedies import remedies
from newsroom.layout.remedy import Remedy
from newsroom.layout.sheets import Extent

NO_COPY = Extent(0, 0.0)
SPARE = 24  # waiting stories that are looked at where copy is missing


@dataclass
class Composition:
    """What one run of the composer gave."""

    plan: EditionPlan
    layouts: list[PageLayout] = field(default_factory=list)
    remedies: tuple[Remedy, ...] = ()
    extent: Extent = NO_COPY
    told: list[Sentence] = field(default_factory=list)  # what became of the pages before

    @property
    def overset(self) -> tuple[Overset, ...]:
        return self.plan.overset


def compose_issue(
    issue: Issue, *, by: Actor, seed: int = 0, step: Step = in_silence
) -> Composition:
    """Compose every page anew and make the layouts current. What did not fit is in the answer."""
    require(by, "issues.compose_issue")
    if issue.is_closed:
        raise IssueClosedError(issue)
    step("composing")
    dummy = read_dummy(issue)
    if not dummy.items:
        raise CompositionError(
            sentence("%(issue)s has no stories yet: place some first.", issue=str(issue))
        )
    standing = standing_of(issue)
    composer, plan = _composed(dummy, standing, seed, lambda: step("composing"))
    offer = dummy.offer
    step("advising")
    composer.heard = lambda: step("advising")
    spare = spare_items(issue, plan, dummy.register)
    found = remedies(composer, offer, plan, spare)
    extent = composer.extent(plan, offer.unit)
    step("laying")
    return save_composition(dummy, plan, found, by, standing=standing, extent=extent)


def _composed(
    dummy: Dummy, standing: Standing, seed: int, heard: Heard
) -> tuple[Composer, EditionPlan]:
    """The whole edition; around the locked pages where there are any."""
    given = _on_their_pages(dummy, standing), setting_of(dummy), kept_of(dummy), seed
    if not standing.locked:
        composer = Composer(*given, pages=dummy.pages, spread=standing.spread)
        composer.heard = heard
        return composer, composer.composed(dummy.offer.page_count, dummy.offer.unit)
    refuse_locked_halves(standing)
    found: tuple[Held, Composer, EditionPlan] | None = None
    for held in held_by_locks(standing, dummy):
        if not held.open:
            continue  # a page behind the locked ones may be open
        composer = PartComposer(*given, held, pages=dummy.pages)
        composer.heard = heard
        found = held, composer, composer.composed(None)
        if not found[2].overset:
            break
    if found is None:
        raise PageLockedError(sentence("Every page is locked: unlock those to be composed."))
    held, around, plan = found
    refuse_crowded(held, plan, dummy.items)
    return around, plan


def _on_their_pages(dummy: Dummy, standing: Standing) -> tuple[CopyItem, ...]:
    """The copy; what is pinned and wanted on no page, on the page it was pinned on."""
    stands = {
        module.item_id: number
        for number, plan in standing.plans.items()
        for module in plan.modules
        if module.item_id in dummy.pins and module.jump_from is None
    }
    tied = (replace(item, page=item.page or stands.get(item.id)) for item in dummy.items)
    return tuple(tied) if stands else dummy.items


def spare_items(
    issue: Issue, plan: EditionPlan | None = None, register: tuple[Holder, ...] = ()
) -> tuple[CopyItem, ...]:
    """Copy that stands in no issue yet, newest first; none where ``plan`` has no room for any."""
    if plan is not None and not any(page.thin_rows for page in plan.pages):
        return ()
    return tuple(
        copy_item(article, register)
        for article in waiting_articles(issue).prefetch_related(
            "bylines__reporter", "article_photos__photo"
        )[:SPARE]
    )


def waiting_articles(issue: Issue) -> QuerySet[Article]:
    """Copy of the publication that stands in no issue yet, newest first."""
    return Article.objects.live().filter(
        publication=issue.publication, placement=None, published=None
    )


def _pinned(dummy: Dummy, plan: EditionPlan, written: Collection[int]) -> EditionPlan:
    """What an editor pinned stands where it was pinned, on pages composed anew too."""
    if not dummy.pins:
        return plan
    book = shape_book(dummy)
    items = {item.id: item for item in dummy.items}
    pages = (
        pinned_page(page, items, book, dummy.pins) if page.number in written else page
        for page in plan.pages
    )
    return replace(plan, pages=tuple(pages))


def save_composition(
    dummy: Dummy,
    plan: EditionPlan,
    found: tuple[Remedy, ...],
    by: Actor,
    *,
    standing: Standing,
    pages: Collection[int] | None = None,
    extent: Extent = NO_COPY,
) -> Composition:
    """Make the pages of ``plan`` current: all that are not locked, or ``pages`` alone.

    Pages without a story show no layout any more; what stood there can be had back.
    """
    numbers = {page.number for page in plan.pages}
    written = (numbers - standing.locked) if pages is None else set(pages)
    plan = _pinned(dummy, plan, written)
    pages_made = [page for page in plan.pages if page.number in written]
    became = outcome(standing.plans.values(), pages_made, dummy.items)
    composition = Composition(plan, remedies=found, extent=extent, told=became)
    step = uuid.uuid4().hex
    left = _left_over(dummy, plan, tried_all=pages is None)
    made = [page for page in pages_made if page.modules or page.artwork]
    empty = written - {page_plan.number for page_plan in made}
    with transaction.atomic():
        rows = {page.number: page for page in hold_pages(dummy.issue)}
        refuse_if_changed(dummy)
        _refuse_if_moved(standing, rows, numbers | written)
        beyond = rows.keys() - numbers if pages is None else set()
        emptied = _emptied(row for at, row in rows.items() if at in empty | beyond)
        for page_plan in made:
            page = rows.get(page_plan.number) or Page.objects.create(
                issue=dummy.issue, number=page_plan.number
            )
            layout = save_layout(
                page,
                page_plan,
                dummy,
                by,
                step=step,
                seed=plan.seed,
                left_over=left,
                emptied=None if composition.layouts else emptied,
            )
            composition.layouts.append(layout)
        advice = _advice(dummy, composition)
        Issue.objects.filter(pk=dummy.issue.pk).update(advice=advice)
        across = sum(page_plan.across for page_plan in made)
        verb, told = ("compose_issue", across) if pages is None else ("compose_pages", None)
        record(by, verb, dummy.issue, seed=plan.seed, pages=told or sorted(written))
    return composition


def _emptied(pages: Iterable[Page]) -> dict[str, int]:
    """Take the layouts off, and say which they were."""
    kept = {str(page.pk): page.current_layout_id for page in pages if page.current_layout_id}
    Page.objects.filter(pk__in=kept).update(current_layout=None)
    return kept


def _advice(dummy: Dummy, composition: Composition) -> dict[str, Any]:
    """What is short or long and what helps, for the copy it was tried with."""
    if not composition.remedies and not composition.extent.is_told:
        return {}
    return {
        "basis": dummy.fingerprint,
        "remedies": [remedy.as_json() for remedy in composition.remedies],
        "extent": composition.extent.as_json(),
    }


def _left_over(dummy: Dummy, plan: EditionPlan, *, tried_all: bool) -> dict[str, str]:
    """Copy that found no room, with the hash of what was tried."""
    placed = {module.item_id for page in plan.pages for module in page.modules}
    over = {overset.item_id for overset in plan.overset}
    left = {
        item.id: item_hash(item)
        for item in dummy.items
        if item.id not in placed and (tried_all or item.id in over)
    }
    return left | {a.sizes[0].id: item_hash(a) for a in _not_standing(dummy, _art_ids(plan.pages))}


def _refuse_if_moved(standing: Standing, rows: dict[int, Page], pages: Collection[int]) -> None:
    """Nobody locked a page meanwhile, or changed one: it would be composed away unseen."""
    now = {at for at, row in rows.items() if row.is_locked}
    before = {at: layout.pk for at, layout in standing.layouts.items()}
    stand = {at: row.current_layout_id for at, row in rows.items() if row.current_layout_id}
    moved = any(stand.get(at) != before.get(at) for at in pages)
    if moved or now != standing.locked:
        raise CompositionError(
            sentence("Somebody locked or changed pages while they were composed: compose again.")
        )


def refuse_if_changed(dummy: Dummy) -> None:
    now = dict(
        Article.objects.filter(pk__in=[int(key) for key in dummy.versions]).values_list(
            "pk", "version"
        )
    )
    if any(now.get(int(key)) != version for key, version in dummy.versions.items()):
        raise CompositionError(
            sentence("Copy was saved while the pages were composed: compose again.")
        )


def save_layout(
    page: Page,
    plan: PagePlan,
    dummy: Dummy,
    by: Actor,
    *,
    step: str,
    seed: int = 0,
    change: dict[str, Any] | None = None,
    kept: MadeOf | None = None,
    left_over: dict[str, str] | None = None,
    emptied: dict[str, int] | None = None,
) -> PageLayout:
    """A new layout that stands from now on; ``step`` is that of all layouts made with it.

    ``kept`` are parts of the page that stand as they were made before.
    """
    made = made_of(dummy, plan) | (kept or {})
    last = page.layouts.first()
    layout = PageLayout.objects.create(
        page=page,
        number=last.number + 1 if last else 1,
        plan=page_as_json(plan),
        versions={m.item_id: dummy.versions[m.item_id] for m in plan.modules},
        fonts=font_hashes(dummy.faces),
        basis=page_basis(dummy, plan, made),
        made_of=made,
        seed=seed,
        previous=page.current_layout,
        step=step,
        change=change or {},
        left_over=left_over or {},
        emptied=emptied or {},
        created_by=account(by),
    )
    Page.objects.filter(pk=page.pk).update(current_layout=layout)
    page.current_layout = layout
    return layout


def current_layouts(issue: Issue) -> list[PageLayout]:
    """The layouts that stand now, in page order."""
    pages = issue.pages.select_related("current_layout__page").exclude(current_layout=None)
    return [page.current_layout for page in pages if page.current_layout]


def current_plan(layouts: list[PageLayout]) -> EditionPlan:
    return EditionPlan(tuple(page_from_json(layout.plan) for layout in layouts))


def is_current(dummy: Dummy, layouts: list[PageLayout]) -> bool:
    """Whether the pages still show the copy as it stands, every story of the issue among it."""
    return bool(layouts) and not stale_pages(dummy, layouts) and not _unplaced(dummy, layouts)


def stale_pages(dummy: Dummy, layouts: list[PageLayout]) -> list[PageLayout]:
    """The pages whose copy, wishes or setting changed after they were made."""
    return [
        layout
        for layout in layouts
        if layout.basis != page_basis(dummy, page_from_json(layout.plan))
        or not {module["item_id"] for module in layout.plan["modules"]} <= dummy.versions.keys()
    ]


def _unplaced(dummy: Dummy, layouts: list[PageLayout]) -> list[str]:
    """Stories on no page, but for those the composer found no room for as they are now."""
    standing = {module["item_id"] for layout in layouts for module in layout.plan["modules"]}
    known = {key: sha for layout in layouts for key, sha in layout.left_over.items()}
    waiting = [item for item in dummy.items if item.id not in standing]
    unsold = _not_standing(dummy, _art_ids(current_plan(layouts).pages))
    return [
        *(item.id for item in waiting if known.get(item.id) != item_hash(item)),
        *(art.name for art in unsold if known.get(art.sizes[0].id) != item_hash(art)),
    ]


def _art_ids(pages: Iterable[PagePlan]) -> set[str]:
    return {frame.artwork_id for page in pages for frame in page.artwork}


def _not_standing(dummy: Dummy, standing: set[str]) -> list[Artwork]:
    """What is booked and stands on no page."""
    return [art for art in dummy.artwork if art.sizes[0].id not in standing]


def unsold(dummy: Dummy, plan: EditionPlan) -> list[str]:
    """One sentence for all that is booked and stands on no page of a composed issue."""
    missing = _not_standing(dummy, _art_ids(plan.pages))
    if not missing or not plan.pages:
        return []
    pages = Pagination(plan.page_count, any(page.across > 1 for page in plan.pages))
    return why_left_out(missing, kept_of(dummy), dummy.masthead.grid, pages)
