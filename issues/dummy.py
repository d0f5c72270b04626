"""What an issue asks of the composer, read from the database once: the dummy 版样."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, cast

from django.conf import settings

from articles.models import Article, ArticlePhoto
from articles.register import holders_on
from articles.wording import RefusedError, untold
from issues.advertising import booked_artwork, filler_stock
from issues.mastheads import look_of, masthead_words
from issues.models import HouseRuleOverride, Issue, Masthead, Placement
from issues.spreads import spread_of
from issues.typefaces import STANDARD, added, faces_of, font_hashes
from newsroom.copydesk.calendar import LunarRangeError
from newsroom.copydesk.mentions import Holder, first_in_order
from newsroom.copydesk.sentence import sentence
from newsroom.layout.artwork import Artwork
from newsroom.layout.fitting import Kept
from newsroom.layout.geometry import Area
from newsroom.layout.houserules import NO_RULES, HouseRules
from newsroom.layout.metrics import STAND_IN, TypeBook
from newsroom.layout.plan import (
    CopyItem,
    PagePlan,
    PageSpec,
    PhotoSpec,
    Priority,
)
from newsroom.layout.prohibition import PLAIN, LineRules
from newsroom.layout.remedy import Offer
from newsroom.layout.shapebook import ShapeBook
from newsroom.layout.shapes import Setting
from newsroom.layout.threads import wording_of
from newsroom.press.art import ArtError
from newsroom.press.designs import DISTRICT
from newsroom.press.fontset import Faces, FontSetError, font_files
from newsroom.press.nameplate import SheetError

COMPOSER_VERSION = 20  # counted up when the composer would make another page of the same copy
TINT = 10  # percent of black behind a story on a tint
# What house rules ask for is judged on the page as it stands: it makes no page stale.
ASKED_BY_RULES = ("protocol", "nature")
PRIORITY_ORDER = [choice.value for choice in Article.Priority]


class CompositionError(RefusedError):
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

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """Of each story a hash of what it prints, and one of how it is to be set, or where."""
        return {item.id: [_hash(part) for part in _parts(item)] for item in self.items}

    @cached_property
    def setting(self) -> str:
        """Hash of what all pages are set with, whichever version of the composer makes them."""
        given = json.loads(self.basis)
        del given["composer"]
        return _hash(given)

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
            sentence(
                "%(publication)s has no masthead: add one first.",
                publication=str(issue.publication),
            )
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
        raise CompositionError(untold(error)) from error


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


MadeOf = dict[str, Any]
SETTING, ARTWORK = "", "@"  # what a page is made of besides its stories


def made_of(dummy: Dummy, plan: PagePlan) -> MadeOf:
    """Hashes of all that a page is made of, in parts: its stories (`Dummy.parts`) in their order,
    what it is set with, and what stands on it besides or is to."""
    standing = {module.item_id for module in plan.modules}
    stories = {id: parts for id, parts in dummy.parts.items() if id in standing}
    beside = [plan.number in dummy.spread, *map(item_hash, dummy.artwork_of(plan))]
    return stories | {SETTING: dummy.setting, ARTWORK: _hash(beside)}


def page_basis(dummy: Dummy, plan: PagePlan, made: MadeOf | None = None) -> str:
    """Hash of all that a page is made of, and of what makes it; of ``made`` if that is not what is
    printed and wanted now."""
    return _hash([dummy.basis, list((made or made_of(dummy, plan)).items())])


def _parts(item: CopyItem) -> tuple[Any, Any]:
    """What a story prints, and what is wished of it; its section only helps to choose the page."""
    given = asdict(replace(item, section=""))
    printed = {name: given.pop(name) for name in ("story", "photos")}
    return printed, {key: value for key, value in given.items() if key not in ASKED_BY_RULES}


def _hash(given: Any) -> str:
    text = json.dumps(given, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _design_basis(issue: Issue, masthead: Masthead) -> dict[str, object]:
    """What the composer is told of the design; nothing of the plain one, which takes no rows."""
    if masthead.page_design == DISTRICT.code:
        return {}
    try:
        kept = asdict(kept_rows(issue, masthead))
    except CompositionError as error:
        kept = {"refused": str(error)}
    return {"design": masthead.page_design, "kept": kept}


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


def kept_rows(issue: Issue, masthead: Masthead) -> Kept:
    """What the pages keep free for nameplate, folio and imprint. Raises `CompositionError`."""
    try:
        copy = masthead_words(issue, masthead, page_count=8)  # of one figure, as nearly always
        book = type_book(faces=chosen_type(issue, masthead))
        return look_of(masthead).kept(masthead, copy, book)
    except (ArtError, SheetError) as error:
        raise CompositionError(untold(error)) from error
    except LunarRangeError as error:
        raise CompositionError(
            sentence("The lunar calendar is known for 1900 to 2100 only: mend the date.")
        ) from error


def kept_of(dummy: Dummy) -> Kept:
    """What no copy may take, the booked artwork too. Raises `CompositionError`."""
    kept = kept_rows(dummy.issue, dummy.masthead)
    return replace(kept, artwork=dummy.artwork, fillers=dummy.fillers)


def item_hash(item: CopyItem | Artwork) -> str:
    return _hash(_parts(item) if isinstance(item, CopyItem) else asdict(item))
