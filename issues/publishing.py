"""Verbs that put an issue before its readers, and take it away again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.auditing import Actor, record, require
from articles.models import Article
from articles.wording import in_words, listed
from issues.composing import current_layouts, current_plan, is_current
from issues.dummy import Dummy, read_dummy
from issues.houserules import unkept
from issues.imposition import masthead_copy
from issues.locks import hold_pages
from issues.models import EditionFile, Issue, Page, PageLayout, PublishedArticle
from issues.planning import local_today
from issues.printing import export_issue
from issues.spreads import own_pages
from issues.steps import Step, in_silence
from issues.typefaces import font_record
from newsroom.copydesk.sentence import sentence
from newsroom.copydesk.story import printed_byline
from newsroom.layout.plan import EditionPlan, Module


@dataclass
class IssueNotReadyError(Exception):
    """What stands between the issue and its readers, a sentence each, told when it is read."""

    problems: list[str]

    def __str__(self) -> str:
        return " ".join(in_words(problem) for problem in self.problems)


def publish_issue(issue: Issue, *, by: Actor, step: Step = in_silence) -> Issue:
    """Freeze the issue as printed and open it to readers. Raises `IssueNotReadyError`.

    The page pictures and the press PDF are made first, outside the transaction.
    """
    require(by, "issues.publish_issue")
    if issue.state == Issue.State.PUBLISHED:
        return issue
    problems = blocking_problems(issue) or unkept(issue)
    if problems:
        raise IssueNotReadyError(problems)
    export_issue(issue, EditionFile.Profile.PRESS, by=by, step=step)
    export_issue(issue, EditionFile.Profile.WEB, by=by, step=step)
    step("publishing")
    return _freeze(issue, by)


def blocking_problems(issue: Issue) -> list[str]:
    problems: list[str] = []
    if not issue.placements.exists():
        problems.append(sentence("The issue has no stories yet: place some first."))
    drafts = issue.placements.filter(article__headline="").count()
    if drafts:
        problems.append(sentence("%(count)s stories have no headline.", count=drafts))
    if issue.masthead is None:
        problems.append(sentence("The publication has no masthead: add one first."))
    return problems


def cautions(issue: Issue) -> list[str]:
    """What an editor should have seen before publishing; none of it stands in the way."""
    found = []
    pages = own_pages(issue.pages.select_related("current_layout"))
    empty = [page.number for page in pages if _empty(page)]
    if empty:
        said = _("Pages without a story: %(pages)s. They are not printed.")
        found.append(said % {"pages": listed(empty)})
    unfinished = (Article.Status.DRAFT, Article.Status.SUBMITTED)
    for placement in issue.placements.filter(article__status__in=unfinished).select_related(
        "article"
    ):
        found.append(
            _("“%(headline)s” is not edited yet: %(status)s.")
            % {
                "headline": placement.article.one_line_headline,
                "status": placement.article.get_status_display(),
            }
        )
    if issue.date > local_today(issue.publication):
        found.append(_("The date of the issue is still to come."))
    return found


def _empty(page: Page) -> bool:
    return page.current_layout is None or not page.current_layout.versions


@transaction.atomic
def _freeze(issue: Issue, by: Actor) -> Issue:
    held = Issue.objects.select_for_update(of=("self",), no_key=True)
    locked = held.select_related("publication").get(pk=issue.pk)
    if locked.state == Issue.State.PUBLISHED:
        return locked
    hold_pages(locked)
    layouts = current_layouts(locked)
    dummy = read_dummy(locked)
    if not is_current(dummy, layouts) or not _printed_from(locked, layouts):
        raise IssueNotReadyError(
            [sentence("Copy was saved while the pages were composed: compose again.")]
        )
    plan = current_plan(layouts)
    copy = masthead_copy(locked, plan.page_count)
    names = dict(locked.pages.values_list("number", "name"))
    locked.frozen = {
        "title": locked.title,
        "masthead": asdict(copy),
        "font_roles": dict(dummy.masthead.font_roles),
        "fonts": font_record(dummy.faces, set()),
        "pages": [_frozen_page(layout, names) for layout in layouts],
    }
    locked.state = Issue.State.PUBLISHED
    locked.published_at = timezone.now()
    locked.version += 1
    locked.save(update_fields=["frozen", "state", "published_at", "version", "year"])
    PublishedArticle.objects.filter(issue=locked).delete()
    _release_from_withdrawn_issues(dummy)
    PublishedArticle.objects.bulk_create(_published_articles(dummy, plan))
    record(by, "publish_issue", locked)
    return locked


def _frozen_page(layout: PageLayout, names: dict[int, str]) -> dict[str, Any]:
    """A double page has the names of both."""
    own = [names.get(number, "") for number in layout.numbers]
    name = " ".join(dict.fromkeys(name for name in own if name))
    page = {"number": layout.page.number, "name": name}
    told = [
        {"label": frame["label"], "alt": frame["alt"]} for frame in layout.plan.get("artwork", ())
    ]
    across = {"across": layout.across} if layout.across > 1 else {}
    return {**page, **across, **({"artwork": told} if told else {})}


def _release_from_withdrawn_issues(dummy: Dummy) -> None:
    """An article is before its readers in one issue: the others that printed it are withdrawn."""
    articles = [int(item.id) for item in dummy.items]
    rows = PublishedArticle.objects.filter(article__in=articles)
    rows.filter(issue__state=Issue.State.WITHDRAWN).delete()


def _printed_from(issue: Issue, layouts: list[PageLayout]) -> bool:
    """Whether the press file shows these very layouts, and not ones composed meanwhile."""
    press = issue.files.filter(profile=EditionFile.Profile.PRESS, is_current=True).first()
    return press is not None and press.layouts == [layout.prints for layout in layouts]


def _published_articles(dummy: Dummy, plan: EditionPlan) -> list[PublishedArticle]:
    stories = {item.id: item.story for item in dummy.items}
    articles = (
        Article.objects.select_related("section")
        .prefetch_related("article_photos__photo")
        .in_bulk([int(key) for key in stories])
    )
    rows = []
    for page in plan.pages:
        for order, module in enumerate(reading_order(page.modules)):
            if module.kind != "story":
                continue
            article = articles[int(module.item_id)]
            story = stories[module.item_id]
            rows.append(
                PublishedArticle(
                    issue=dummy.issue,
                    article=article,
                    page_number=page.number,
                    order=order,
                    story=story.as_json(),
                    article_version=article.version,
                    byline=printed_byline(story.bylines),
                    section=article.section.name if article.section else "",
                    source=article.source,
                    photos=[_frozen_photo(use) for use in article.article_photos.all()],
                )
            )
    return rows


def reading_order(modules: Iterable[Module]) -> list[Module]:
    """Top to bottom, then left to right."""
    return sorted(modules, key=lambda m: (m.area.row, m.area.column))


def _frozen_photo(use: Any) -> dict[str, Any]:
    photo = use.photo
    return {
        "sha256": photo.sha256,
        "file": photo.file.name,
        "width": photo.width,
        "height": photo.height,
        "caption": use.caption,
        "credit": photo.credit,
        "alt": photo.alt,
    }


@transaction.atomic
def withdraw_issue(issue: Issue, *, by: Actor, reason: str) -> Issue:
    """Take a published issue off the web; the reason is kept."""
    require(by, "issues.withdraw_issue")
    if not reason.strip():
        raise IssueNotReadyError([_("Write why the issue is withdrawn.")])
    locked = Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)
    if locked.state != Issue.State.PUBLISHED:
        raise IssueNotReadyError([_("Only a published issue can be withdrawn.")])
    locked.state = Issue.State.WITHDRAWN
    locked.withdrawn_reason = reason.strip()[:200]
    locked.version += 1
    locked.save(update_fields=["state", "withdrawn_reason", "version"])
    record(by, "withdraw_issue", locked, reason=locked.withdrawn_reason)
    return locked
