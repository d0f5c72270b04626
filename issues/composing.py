"""Rows -> plain data -> the composer -> page layouts.

Everything slow happens outside any transaction; the layouts are written in one short one, which
checks again that nobody changed the copy meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.auditing import Actor, account, record, require
from articles.models import Article, ArticlePhoto
from articles.register import holders_on
from articles.wording import in_words
from issues.advertising import booked_artwork, filler_stock, why_left_out
from issues.holding import (
    Standing,
    held_by_locks,
    refuse_crowded,
    refuse_locked_halves,
    standing_of,
)
from issues.locks import PageLockedError
from issues.mastheads import look_of, masthead_words
from issues.models import HouseRuleOverride, Issue, Masthead, Page, PageLayout, Placement
from issues.planning import IssueClosedError
from issues.spreads import spread_of
from issues.typefaces import STANDARD, added, faces_of, font_hashes
from newsroom.copydesk.mentions import Holder, first_in_order
from newsroom.layout.artwork import Artwork
from newsroom.layout.changes import pinned_page
from newsroom.layout.compose import Composer
from newsroom.layout.fitting import Kept
from newsroom.layout.geometry import Area
from newsroom.layout.houserules import NO_RULES, HouseRules
from newsroom.layout.metrics import STAND_IN, TypeBook
from newsroom.layout.pagination import Pagination
from newsroom.layout.partial import Held, PartComposer
from newsroom.layout.plan import (
    CopyItem,
    EditionPlan,
    Overset,
    PagePlan,
    PageSpec,
    PhotoSpec,
    Priority,
    page_as_json,
    page_from_json,
)
from newsroom.layout.prohibition import PLAIN, LineRules
from newsroom.layout.remedies import Offer, Remedy, remedies
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.sheets import Extent
from newsroom.layout.threads import wording_of
from newsroom.press.art import ArtError
from newsroom.press.designs import DISTRICT
from newsroom.press.fontset import Faces, FontSetError, font_files
from newsroom.press.nameplate import SheetError

COMPOSER_VERSION = 13  # counted up when the composer would make another page of the same copy
NO_COPY = Extent(0, 0.0)
SPARE = 24  # waiting stories that are looked at where copy is missing
TINT = 10  # percent of black behind a story on a tint
# What house rules ask for is judged on the page as it stands: it makes no page stale.
ASKED_BY_RULES = ("protocol", "nature")
PRIORITY_ORDER = [choice.value for choice in Article.Priority]


class CompositionError(Exception):
    """The issue cannot be composed; ``str()`` says what to do."""


@dataclass(frozen=True)
class Dummy:
    """All that goes onto the pages of an issue, as plain data."""

    issue: Issue
    masthead: Masthead
    items: tuple[CopyItem, ...]
    versions: dict[str, int]
    basis: str
    faces: Faces = STANDARD
    pins: dict[str, Area] = field(default_factory=dict)
    artwork: tuple[Artwork, ...] = ()  # booked
    pages: tuple[PageSpec, ...] = ()
    house: HouseRules = NO_RULES
    register: tuple[Holder, ...] = ()
    overrides: tuple[HouseRuleOverride, ...] = ()
    spread: tuple[int, ...] = ()  # pages that are to be one double page

    @cached_property
    def fillers(self) -> tuple[Artwork, ...]:
        """The stock, which is read only where pages are composed or fillers stand."""
        return filler_stock(self.issue)

    @property
    def fingerprint(self) -> str:
        """Hash of all that the edition is made of."""
        names = [(page.number, page.name) for page in self.pages if page.name]
        spread = [self.spread] if self.spread else []
        flatplan = [self.offer.page_count, self.offer.unit, names, *spread]
        given = [*(asdict(item) for item in self.items), flatplan]
        text = self.basis + json.dumps(given, ensure_ascii=False)
        text += "".join(map(item_hash, (*self.artwork, *self.fillers)))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def offer(self) -> Offer:
        """What the composer is asked for: the pages that are laid out, or as many as needed.

        Which pages are the centre hangs on their number: round a double page it is settled.
        """
        grows = self.issue.grows and not self.spread
        count = None if grows else max((page.number for page in self.pages), default=1)
        return Offer(self.items, count, self.masthead.sheet_pages)

    def artwork_of(self, plan: PagePlan) -> list[Artwork]:
        """What is booked for a page, and whatever artwork stands on it."""
        there = {frame.artwork_id for frame in plan.artwork}
        stock = self.fillers if any(frame.filler for frame in plan.artwork) else ()
        return [
            art
            for art in (*self.artwork, *stock)
            if art.page in plan.numbers or any(size.id in there for size in art.sizes)
        ]


@dataclass
class Composition:
    """What one run of the composer gave."""

    plan: EditionPlan
    layouts: list[PageLayout] = field(default_factory=list)
    remedies: tuple[Remedy, ...] = ()
    extent: Extent = NO_COPY

    @property
    def overset(self) -> tuple[Overset, ...]:
        return self.plan.overset


@lru_cache(maxsize=16)
def type_book(rules: LineRules = PLAIN, faces: Faces = STANDARD) -> TypeBook:
    """The widths of the faces we print with, and how a paper sets lines; read once a process."""
    own = added(faces)
    return TypeBook.load(
        font_files(settings.FONT_ROOT, own),
        rules=rules,
        roles={role: face.code for role, face in faces},
        stand_ins=STAND_IN | {face.code: face.stand_ins for face in own},
    )


def read_dummy(issue: Issue) -> Dummy:
    """Load the issue's stories in order of importance. Raises `CompositionError`."""
    masthead = issue.masthead
    if masthead is None:
        raise CompositionError(
            _("%(publication)s has no masthead: add one first.")
            % {"publication": issue.publication}
        )
    overrides = tuple(issue.house_rule_overrides.all())
    excused = frozenset(override.subject for override in overrides)
    house = replace(masthead.house_rules, excused=excused)
    register = holders_on(issue.date) if house.protocol else ()
    placements = (
        issue.placements.select_related("article__section", "page", "jump_page")
        .exclude(article__status=Article.Status.SPIKED)
        .prefetch_related("article__bylines__reporter", "article__article_photos__photo")
    )
    rows = sorted(
        placements,
        key=lambda p: (PRIORITY_ORDER.index(p.article.priority), p.order, p.pk),
    )
    items = tuple(item_of(p, register) for p in rows)
    pins = {str(p.article_id): p.pin for p in rows if p.pin}
    versions = {str(p.article_id): p.article.version for p in rows}
    faces = chosen_type(issue, masthead)
    basis, artwork = _basis(issue, masthead, faces), booked_artwork(issue)
    return Dummy(
        *(issue, masthead, items, versions, basis, faces, pins, artwork),
        tuple(PageSpec(page.number, page.name) for page in issue.pages.all()),
        *(house, register, overrides, spread_of(issue) or ()),
    )


def item_of(placement: Placement, register: tuple[Holder, ...] = ()) -> CopyItem:
    """A story of the issue with its editor's wishes."""
    article = placement.article
    return replace(
        copy_item(article, register),
        may_jump=article.may_jump and placement.jump_lines != 0,
        page=placement.page.number if placement.page else None,
        headline_level=placement.headline_level,
        headline_size=placement.headline_size,
        photo_columns=placement.photo_columns,
        photo_rows=placement.photo_rows,
        section=article.section.name if article.section else "",
        **_jump(placement),
        **_treatment(placement),
    )


def copy_item(article: Article, register: tuple[Holder, ...]) -> CopyItem:
    """The article as the composer is told; where it is wanted is not known here."""
    item = CopyItem(
        id=str(article.pk),
        story=article.story(),
        priority=cast(Priority, article.priority),
        may_jump=article.may_jump,
        photos=tuple(photo_spec(use) for use in article.article_photos.all()),
        nature=tuple(article.nature),
    )
    return replace(item, protocol=first_in_order(item.told, register)) if register else item


def chosen_type(issue: Issue, masthead: Masthead) -> Faces:
    """The faces the issue is set in. Raises `CompositionError`."""
    try:
        return faces_of(issue, masthead)
    except FontSetError as error:
        raise CompositionError(in_words(error)) from error


def _jump(placement: Placement) -> dict[str, Any]:
    """Where it is to go on, as the composer is told."""
    if placement.jump_page is None or not placement.jump_lines:
        return {}
    return {"jump_to": placement.jump_page.number, "jump_after": placement.jump_lines}


def _treatment(placement: Placement) -> dict[str, Any]:
    """How the story is to stand apart, as the composer is told."""
    is_lead = placement.article.priority == Article.Priority.LEAD
    wishes: dict[str, dict[str, Any]] = {
        Placement.Treatment.VERTICAL: {"headline_direction": "vertical"},
        Placement.Treatment.BROKEN: {"broken_columns": True},
        Placement.Treatment.TINT: {"tint": TINT},
        Placement.Treatment.RULES: {"frame": "thick_thin", "boxed": True},
        Placement.Treatment.INITIAL: {"drop_initial": 3 if is_lead else 2},
        Placement.Treatment.WRAPPED: {"wrapped": True},
        Placement.Treatment.QUOTE: {"pull_quote": placement.pull_quote},
    }
    return {"boxed": placement.boxed} | wishes.get(placement.treatment, {})


def photo_spec(use: ArticlePhoto) -> PhotoSpec:
    return PhotoSpec(
        id=str(use.pk),
        aspect=use.photo.aspect,
        caption=use.caption,
        credit=use.photo.credit,
        alt=use.photo.alt,
    )


def _basis(issue: Issue, masthead: Masthead, faces: Faces) -> str:
    """What all pages are made with; `page_basis` adds the copy of one."""
    given = {
        "grid": asdict(masthead.grid),
        "rows": [masthead.nameplate_rows, masthead.folio_rows],
        "wording": asdict(wording_of(issue.publication.language)),
        "fonts": font_hashes(faces),
        "lines": asdict(masthead.line_rules),
        "composer": COMPOSER_VERSION,
        **_design_basis(issue, masthead),
    }
    return json.dumps(given, ensure_ascii=False, sort_keys=True)


def page_basis(dummy: Dummy, plan: PagePlan) -> str:
    """Hash of all that a page is made of: what all pages share, and its stories in their order."""
    standing = {module.item_id for module in plan.modules}
    given = [_printed(item) for item in dummy.items if item.id in standing]
    text = dummy.basis + "spread" * (plan.number in dummy.spread)
    text += json.dumps(given, ensure_ascii=False, sort_keys=True)
    text += "".join(map(item_hash, dummy.artwork_of(plan)))
    return hashlib.sha256(text.encode()).hexdigest()


def _printed(item: CopyItem | Artwork) -> dict[str, Any]:
    """What a page is made of; its section only helps to choose the page."""
    if not isinstance(item, CopyItem):
        return asdict(item)
    given = asdict(replace(item, section=""))
    return {key: value for key, value in given.items() if key not in ASKED_BY_RULES}


def _design_basis(issue: Issue, masthead: Masthead) -> dict[str, object]:
    """What the composer is told of the design; nothing of the plain one, which takes no rows."""
    if masthead.page_design == DISTRICT.code:
        return {}
    try:
        kept = asdict(kept_rows(issue, masthead))
    except CompositionError as error:
        kept = {"refused": str(error)}
    return {"design": masthead.page_design, "kept": kept}


def compose_issue(issue: Issue, *, by: Actor, seed: int = 0) -> Composition:
    """Compose every page anew and make the layouts current. What did not fit is in the answer."""
    require(by, "issues.compose_issue")
    if issue.is_closed:
        raise IssueClosedError(issue)
    dummy = read_dummy(issue)
    if not dummy.items:
        raise CompositionError(
            _("%(issue)s has no stories yet: place some first.") % {"issue": issue}
        )
    standing = standing_of(issue)
    composer, plan = _composed(dummy, standing, seed)
    offer = dummy.offer
    spare = spare_items(issue, plan, dummy.register)
    found = remedies(composer, offer, plan, spare)
    extent = composer.extent(plan, offer.unit)
    return save_composition(dummy, plan, found, by, standing=standing, extent=extent)


def _composed(dummy: Dummy, standing: Standing, seed: int) -> tuple[Composer, EditionPlan]:
    """The whole edition; around the locked pages where there are any."""
    given = dummy.items, setting_of(dummy), kept_of(dummy), seed
    if not standing.locked:
        composer = Composer(*given, pages=dummy.pages, spread=standing.spread)
        return composer, composer.composed(dummy.offer.page_count, dummy.offer.unit)
    refuse_locked_halves(standing)
    found: tuple[Held, Composer, EditionPlan] | None = None
    for held in held_by_locks(standing, dummy.items, dummy.versions):
        if not held.open:
            continue  # a page behind the locked ones may be open
        composer = PartComposer(*given, held, pages=dummy.pages)
        found = held, composer, composer.composed(None)
        if not found[2].overset:
            break
    if found is None:
        raise PageLockedError(_("Every page is locked: unlock those to be composed."))
    held, around, plan = found
    refuse_crowded(held, plan, dummy.items)
    return around, plan


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


def shape_book(dummy: Dummy) -> ShapeBook:
    """The tables of this issue's stories, made as they are asked for."""
    return ShapeBook(setting_of(dummy))


def setting_of(dummy: Dummy) -> Setting:
    """What the pages of the issue are set with."""
    return Setting(
        dummy.masthead.grid,
        type_book(dummy.masthead.line_rules, dummy.faces),
        wording_of(dummy.issue.publication.language),
        look_of(dummy.masthead).design.lead_face,
        dummy.house,
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


def kept_rows(issue: Issue, masthead: Masthead) -> Kept:
    """What the pages keep free for nameplate, folio and imprint. Raises `CompositionError`."""
    try:
        copy = masthead_words(issue, masthead, page_count=8)  # of one figure, as nearly always
        book = type_book(faces=chosen_type(issue, masthead))
        return look_of(masthead).kept(masthead, copy, book)
    except (ArtError, SheetError) as error:
        raise CompositionError(in_words(error)) from error


def kept_of(dummy: Dummy) -> Kept:
    """What no copy may take, the booked artwork too. Raises `CompositionError`."""
    kept = kept_rows(dummy.issue, dummy.masthead)
    return replace(kept, artwork=dummy.artwork, fillers=dummy.fillers)


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
    composition = Composition(plan, remedies=found, extent=extent)
    step = uuid.uuid4().hex
    left = _left_over(dummy, plan, tried_all=pages is None)
    made = [p for p in plan.pages if p.number in written and (p.modules or p.artwork)]
    empty = written - {page_plan.number for page_plan in made}
    with transaction.atomic():
        refuse_if_changed(dummy)
        rows = {page.number: page for page in dummy.issue.pages.select_for_update(of=("self",))}
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
            _("Somebody locked or changed pages while they were composed: compose again.")
        )


def refuse_if_changed(dummy: Dummy) -> None:
    now = dict(
        Article.objects.filter(pk__in=[int(key) for key in dummy.versions]).values_list(
            "pk", "version"
        )
    )
    if any(now.get(int(key)) != version for key, version in dummy.versions.items()):
        raise CompositionError(_("Copy was saved while the pages were composed: compose again."))


def save_layout(
    page: Page,
    plan: PagePlan,
    dummy: Dummy,
    by: Actor,
    *,
    step: str,
    seed: int = 0,
    change: dict[str, Any] | None = None,
    left_over: dict[str, str] | None = None,
    emptied: dict[str, int] | None = None,
) -> PageLayout:
    """A new layout that stands from now on; ``step`` is that of all layouts made with it."""
    last = page.layouts.first()
    layout = PageLayout.objects.create(
        page=page,
        number=last.number + 1 if last else 1,
        plan=page_as_json(plan),
        versions={m.item_id: dummy.versions[m.item_id] for m in plan.modules},
        fonts=font_hashes(dummy.faces),
        basis=page_basis(dummy, plan),
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


def item_hash(item: CopyItem | Artwork) -> str:
    text = json.dumps(_printed(item), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
