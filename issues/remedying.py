"""What would help an issue whose copy does not fit, and the verb that does it.

The composer tried each remedy (`newsroom.layout.remedies`) when the pages were last composed. They
hold for the copy they were tried with: once anything changed none is offered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language

from articles.auditing import Actor, record, require
from articles.editing import StaleSaveError, keep_revision, save_article
from articles.models import Article
from articles.wording import in_words
from issues.advertising import book_artwork, find_size
from issues.arranging import arrange_placement, lay_out
from issues.composing import Composition, compose_issue, spare_items
from issues.dummy import CompositionError, Dummy, read_dummy
from issues.locks import IssueClosedError, hold_pages
from issues.models import Booking, Issue, Placement
from issues.planning import PIN, place_article, unplace_article
from issues.steps import Step, in_silence
from issues.wording import story_in_words
from newsroom.copydesk.cutting import cut_at, text_behind
from newsroom.copydesk.parse import html_from_blocks
from newsroom.copydesk.sentence import Sentence, sentence
from newsroom.layout.fillers import booked_on
from newsroom.layout.plan import CopyItem
from newsroom.layout.remedy import Remedy, RemedyGoneError, tied_to
from newsroom.layout.sheets import Extent

RIGHTS = {
    "jump": "articles.change_article",
    "cut": "articles.change_article",
    "unpin": "issues.change_placement",
    "move": "issues.change_placement",
    "unpin_page": "issues.change_placement",
    "drop": "issues.change_placement",
    "drop_some": "issues.change_placement",
    "fill": "issues.change_placement",
    "filler": "issues.add_booking",
    "wanted_filler": "issues.add_artwork",
    "drop_page": "issues.delete_page",
    "add_page": "issues.add_page",
}


@dataclass(frozen=True)
class Advice:
    """A remedy as an editor reads it. ``lost`` is the copy that a cut takes away."""

    number: int
    remedy: Remedy
    said: Sentence
    lost: str = ""

    @property
    def sentence(self) -> str:
        return in_words(self.said)


def extent_of(issue: Issue, dummy: Dummy) -> list[str]:
    """How far the copy fills the pages, where it is short, long, or no whole sheets."""
    kept = issue.advice.get("extent")
    if issue.is_closed or not kept or issue.advice.get("basis") != dummy.fingerprint:
        return []
    return [in_words(said) for said in Extent(**kept).sentences()]


def name_of_advice(issue: Issue) -> str:
    """What tells this advice from any other: with a page locked there is other advice for the
    same copy."""
    kept = json.dumps(issue.advice, sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest() if issue.advice else ""


def advice_of(issue: Issue, dummy: Dummy) -> list[Advice]:
    """What would help the pages as they stand; nothing once the copy or its places changed."""
    kept = issue.advice
    if issue.is_closed or not kept or kept.get("basis") != dummy.fingerprint:
        return []
    fills = any(data["kind"] == "fill" for data in kept["remedies"])
    items = {item.id: item for item in (*(spare_items(issue) if fills else ()), *dummy.items)}
    names = {page.number: page.name for page in dummy.pages}
    found = []
    for number, data in enumerate(kept["remedies"]):
        try:
            remedy = Remedy.from_json(data)
        except (RemedyGoneError, TypeError, KeyError):
            continue  # kept by another version
        item = items.get(remedy.item_id)
        out = [items[id] for id in (*remedy.out, *remedy.freed) if id in items]
        are_there = len(out) == len(remedy.out) + len(remedy.freed)
        if (item is not None or not remedy.item_id) and are_there:
            name = item.story.headline if item else _filler_name(dummy, remedy)
            found.append(_advice(number, remedy, name, item, out, names))
    return found


def _filler_name(dummy: Dummy, remedy: Remedy) -> str:
    art = booked_on(dummy.fillers, remedy.size, remedy.page) if remedy.size else None
    return art.name if art else ""


def _advice(
    number: int,
    remedy: Remedy,
    name: str,
    item: CopyItem | None,
    out: Sequence[CopyItem],
    names: Mapping[int, str],
) -> Advice:
    between = "" if (get_language() or "").startswith("zh") else ", "
    stories = between.join(story_in_words(one.story.headline.replace("\n", "")) for one in out)
    said = remedy.sentence(name, stories, names)
    lost = text_behind(item.story, remedy.end) if item and remedy.end else ""
    return Advice(number, remedy, said, lost)


def apply_remedy(
    issue: Issue, number: int, basis: str, *, by: Actor, step: Step = in_silence
) -> tuple[Advice, Composition]:
    """Do what was advised and compose again. Raises `CompositionError` when it is out of date."""
    require(by, "issues.compose_issue")
    if issue.is_closed:
        raise IssueClosedError(issue)
    dummy = read_dummy(issue)
    offered = {advice.number: advice for advice in advice_of(issue, dummy)}
    if number not in offered or basis != name_of_advice(issue):
        raise CompositionError(_out_of_date())
    advice = offered[number]
    if not advice.remedy.is_done_here:
        raise CompositionError(
            sentence("That has to be got first: add it to the artwork of the paper.")
        )
    require(by, RIGHTS[advice.remedy.kind])
    with transaction.atomic():
        hold_pages(issue)
        _DO[advice.remedy.kind](issue, dummy, advice.remedy, by)
        record(by, "apply_remedy", issue, remedy=advice.remedy.as_json())
    return advice, compose_issue(issue, by=by, step=step)


def _out_of_date() -> Sentence:
    return sentence(
        "The copy was changed since that was advised: compose again to see what helps now."
    )


def _jump(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    article = Article.objects.get(pk=remedy.item_id)
    article.may_jump = True
    _save(article, dummy, by)


def _cut(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    article = Article.objects.get(pk=remedy.item_id)
    if remedy.end is None:
        raise CompositionError(_out_of_date())
    kept = cut_at(article.story(), remedy.end)
    article.body = html_from_blocks(kept.blocks)  # type: ignore[assignment]
    _save(article, dummy, by)


def _save(article: Article, dummy: Dummy, by: Actor) -> None:
    try:
        save_article(article, by=by, expected_version=dummy.versions[str(article.pk)])
    except StaleSaveError as error:
        raise CompositionError(_out_of_date()) from error
    keep_revision(article, by=by)


def _move(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    placement = Placement.objects.select_related("issue", "article").get(
        issue=issue, article_id=remedy.item_id
    )
    placement.page = issue.pages.filter(number=remedy.page).first() if remedy.page else None
    if placement.page is None:  # a pin ties it to the page it stands on
        for name in PIN:
            setattr(placement, name, None)
    arrange_placement(placement, by=by)


def _unpin_page(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    for item in tied_to(dummy.items, remedy.page):
        _move(issue, dummy, Remedy("unpin", item.id), by)


def _drop(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    unplace_article(Article.objects.get(pk=remedy.item_id), by=by)


def _fill(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    article = Article.objects.get(pk=remedy.item_id)
    if Placement.objects.filter(article=article).exists():
        raise CompositionError(_out_of_date())
    place_article(article, issue, by=by)


def _fill_up(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    """The filler is booked for its page: taking the booking back undoes it."""
    size = find_size(remedy.size)
    page = issue.pages.filter(number=remedy.page).first()
    if size is None or page is None:
        raise CompositionError(_out_of_date())
    book_artwork(Booking(issue=issue, size=size, page=page), by=by)


def _lay_out(issue: Issue, dummy: Dummy, remedy: Remedy, by: Actor) -> None:
    for id in remedy.out:
        unplace_article(Article.objects.get(pk=id), by=by)
    for id in remedy.freed:
        _move(issue, dummy, Remedy("unpin", id), by)
    lay_out(issue, remedy.page, by=by)


_DO: dict[str, Callable[[Issue, Dummy, Remedy, Actor], None]] = {
    "jump": _jump,
    "cut": _cut,
    "unpin": _move,
    "move": _move,
    "unpin_page": _unpin_page,
    "drop": _drop,
    "drop_some": _lay_out,
    "fill": _fill,
    "filler": _fill_up,
    "drop_page": _lay_out,
    "add_page": _lay_out,
}
