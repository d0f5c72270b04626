"""Advertisements, notices and fixed boxes: the verbs that book them, and the composer's view."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.auditing import Actor, record, require
from articles.models import Publication
from articles.wording import in_words
from issues.locks import IssueClosedError, locked_under_artwork, refuse_locked, shown_by
from issues.models import Artwork, ArtworkSize, Booking, Issue, Masthead, PageLayout
from issues.models.artwork import PLAN_PREFIX
from issues.planning import local_today
from issues.wording import size_in_words
from newsroom.copydesk.languages import is_traditional, main_language
from newsroom.layout import artwork as core
from newsroom.layout.artwork import ArtSize
from newsroom.layout.fitting import Kept
from newsroom.layout.geometry import PageGrid
from newsroom.layout.pagination import Pagination
from newsroom.layout.plan import EditionPlan

# What the law asks for on an advertisement (《广告法》第十四条), in the language of the paper.
LABELS = {"zh": "广告", "ja": "広告", "ko": "광고"}
TRADITIONAL_LABEL, ENGLISH_LABEL = "廣告", "Advertisement"


class ArtworkError(Exception):
    """Artwork cannot be booked or taken away so; ``str()`` says why and what to do."""


# Verbs --------------------------------------------------------------------------------------------


def save_artwork(artwork: Artwork, *, by: Actor, fields: Sequence[str] = ()) -> Artwork:
    """Write artwork and what is known of it."""
    is_new = artwork.pk is None
    require(by, "issues.add_artwork" if is_new else "issues.change_artwork")
    with transaction.atomic():
        artwork.save()
        verb = "add_artwork" if is_new else "change_artwork"
        record(by, verb, artwork, fields=list(fields))
    return artwork


def delete_artwork(artwork: Artwork, *, by: Actor) -> None:
    """Take away artwork that stands nowhere. Raises `ArtworkError`."""
    require(by, "issues.delete_artwork")
    with transaction.atomic():
        if Booking.objects.filter(size__artwork=artwork).exists():
            raise ArtworkError(
                _("“%(title)s” is booked: take its bookings back first, or let it run out.")
                % {"title": artwork}
            )
        refuse_if_printed(artwork.sizes.all())
        record(by, "delete_artwork", artwork)
        artwork.delete()


def refuse_if_printed(sizes: Iterable[ArtworkSize]) -> None:
    """Pages that were composed with a file keep it. Raises `ArtworkError`."""
    wanted = {size.plan_id: size for size in sizes}
    for plan in PageLayout.objects.filter(plan__artwork__isnull=False).values_list(
        "plan__artwork", flat=True
    ):
        for frame in plan:
            if frame["artwork_id"] in wanted:
                raise ArtworkError(
                    _("“%(title)s” stands on a composed page: let it run out instead.")
                    % {"title": wanted[frame["artwork_id"]]}
                )


def book_artwork(booking: Booking, *, by: Actor) -> Booking:
    """Put artwork into an issue, or write where it is wanted. Raises `ArtworkError`."""
    is_new = booking.pk is None
    require(by, "issues.add_booking" if is_new else "issues.change_booking")
    _refuse_closed(booking.issue)
    if told := booking_problem(booking):
        raise ArtworkError(told)
    with transaction.atomic():
        _refuse_locked(booking)
        booking.save()
        page = booking.page.number if booking.page else None
        details = {"issue": booking.issue_id, "page": page, "place": booking.place}
        record(by, "book_artwork", booking.size.artwork, **details)
    return booking


def unbook_artwork(booking: Booking, *, by: Actor) -> None:
    """Take a booking back."""
    require(by, "issues.delete_booking")
    _refuse_closed(booking.issue)
    with transaction.atomic():
        refuse_locked([locked_under_artwork(booking.issue, [booking.size.plan_id])])
        record(by, "unbook_artwork", booking.size.artwork, issue=booking.issue_id)
        booking.delete()


def _refuse_locked(booking: Booking) -> None:
    """No artwork comes onto a locked page, or leaves one."""
    before = Booking.objects.select_related("size").filter(pk=booking.pk).first()
    sizes = [booking.size, *([before.size] if before else [])]
    refuse_locked([locked_under_artwork(booking.issue, [size.plan_id for size in sizes])])
    if before is None or before.page_id != booking.page_id:
        refuse_locked([shown_by(booking.page)])


def booking_problem(booking: Booking) -> str:
    """Why artwork may not be booked so; empty when it may."""
    artwork, issue = booking.size.artwork, booking.issue
    if artwork.publication_id != issue.publication_id:
        return _("“%(title)s” belongs to another publication: choose artwork of this one.") % {
            "title": artwork
        }
    if booking.page is not None and booking.page.issue_id != issue.pk:
        return _("That page belongs to another issue: choose a page of this one.")
    if not _runs_on(artwork, issue.date):
        return _(
            "“%(title)s” may not run on %(date)s: change its dates, or book other artwork."
        ) % {"title": artwork, "date": issue.date}
    return ""


def bookable(issue: Issue) -> QuerySet[ArtworkSize]:
    """Finished files that may run in the issue, and those that are booked in it."""
    day = issue.date
    runs = Q(artwork__valid_from=None) | Q(artwork__valid_from__lte=day)
    runs &= Q(artwork__valid_to=None) | Q(artwork__valid_to__gte=day)
    return (
        ArtworkSize.objects.filter(artwork__publication=issue.publication)
        .filter(runs | Q(bookings__issue=issue))
        .distinct()
        .select_related("artwork")
        .order_by("artwork__title", "columns", "pk")
    )


def _runs_on(artwork: Artwork, day: datetime.date) -> bool:
    begun = artwork.valid_from is None or artwork.valid_from <= day
    return begun and (artwork.valid_to is None or day <= artwork.valid_to)


def _refuse_closed(issue: Issue) -> None:
    if issue.is_closed:
        raise IssueClosedError(issue)


# For the composer ---------------------------------------------------------------------------------


def booked_artwork(issue: Issue) -> tuple[core.Artwork, ...]:
    """What is booked in the issue, in the order it was booked; what has run out is not printed."""
    rows = issue.bookings.select_related("size__artwork", "size__photo", "page")
    return tuple(
        core.Artwork(
            name=row.size.artwork.title,
            sizes=(_size(row.size),),
            nature=row.size.artwork.nature,  # type: ignore[arg-type]
            label=label_of(row.size.artwork, issue.publication),
            alt=row.size.artwork.alt,
            page=row.page.number if row.page else None,
            place=row.place,  # type: ignore[arg-type]
        )
        for row in rows
        if _runs_on(row.size.artwork, issue.date)
    )


def filler_stock(issue: Issue) -> tuple[core.Artwork, ...]:
    """Notices that may fill up pages of the issue; one that is booked in it is none."""
    day = issue.date
    rows = (
        Artwork.objects.filter(publication=issue.publication, is_filler=True)
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_to=None) | Q(valid_to__gte=day))
        .exclude(sizes__bookings__issue=issue)
        .order_by("pk")
        .prefetch_related("sizes__photo")
    )
    return tuple(
        core.Artwork(
            name=row.title,
            sizes=tuple(map(_size, row.sizes.all())),
            nature=row.nature,  # type: ignore[arg-type]
            label=label_of(row, issue.publication),
            alt=row.alt,
        )
        for row in rows
    )


def label_of(artwork: Artwork, publication: Publication) -> str:
    if artwork.nature != Artwork.Nature.ADVERTISEMENT:
        return ""
    if is_traditional(publication.language):
        return TRADITIONAL_LABEL
    return LABELS.get(main_language(publication.language), ENGLISH_LABEL)


def _size(size: ArtworkSize) -> ArtSize:
    return ArtSize(size.plan_id, size.columns, round(size.photo.aspect, 5))


def why_left_out(
    missing: Sequence[core.Artwork], kept: Kept, grid: PageGrid, pages: Pagination
) -> list[str]:
    """Why booked artwork stands on no page of an issue of so many, one sentence each."""
    tops = [kept.nameplate_rows, *[kept.folio_rows] * (pages.count - 1)]
    grids = [grid.spread if pages.across(at) > 1 else grid for at in range(pages.count)]
    depths = [grid.rows + core.RULE - top for top in tops]
    depths[-1] -= kept.foot_rows
    booking = core.Booking(kept.artwork, grids, depths, pages)
    told = {left.artwork_id: left.told for left in booking.left_out}
    return [
        in_words(told[art.sizes[0].id])
        if art.sizes[0].id in told
        else _("“%(title)s” is booked and stands on no page yet: compose the pages.")
        % {"title": art.name}
        for art in missing
    ]


# For the press -----------------------------------------------------------------------------------


def sizes_of(plan: EditionPlan) -> dict[str, ArtworkSize]:
    """The finished files that stand on the pages, by their names in the plan."""
    keys = [frame.artwork_id for page in plan.pages for frame in page.artwork]
    found = ArtworkSize.objects.select_related("artwork", "photo").in_bulk(map(_key, keys))
    return {size.plan_id: size for size in found.values()}


def told_of_fillers(layout: PageLayout) -> list[str]:
    """What a change by hand put on or took off to fill up its page."""
    before = fillers_on(layout.previous) if layout.previous else {}
    now = fillers_on(layout)
    put = [now[id] for id in now if id not in before]
    off = [before[id] for id in before if id not in now]
    return [
        *(_("A filler was put in: %(name)s.") % {"name": name} for name in put),
        *(_("A filler was taken off: %(name)s.") % {"name": name} for name in off),
    ]


def fillers_on(layout: PageLayout) -> dict[str, str]:
    """The files that fill up a page, with their titles."""
    keys = [_key(f["artwork_id"]) for f in layout.plan.get("artwork", ()) if f["filler"]]
    sizes = ArtworkSize.objects.select_related("artwork").in_bulk(keys)
    return {size.plan_id: size.artwork.title for size in sizes.values()}


def find_size(plan_id: str) -> ArtworkSize | None:
    """The finished file of that name in plans; None where it is gone."""
    return ArtworkSize.objects.select_related("artwork").filter(pk=_key(plan_id)).first()


def _key(plan_id: str) -> int:
    return int(plan_id.removeprefix(PLAN_PREFIX))


def rows_in_words(size: ArtworkSize) -> str:
    """How large a file is printed in the paper's format of today."""
    publication = size.artwork.publication
    masthead = Masthead.objects.in_force(publication, local_today(publication))
    if masthead is None:
        return ""
    label = label_of(size.artwork, publication)
    rows = core.rows_of(_size(size), label, masthead.grid)
    return size_in_words(size.columns, rows)
