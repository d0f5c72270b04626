"""The rules of the house on the pages of an issue: which are broken, and which breach is let stand.

The composer avoids them (`newsroom.layout.houserules`); here they are read off the pages as they
stand now, however those came about, with the register and the rules of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.auditing import Actor, account, name_of, record, require
from articles.models import Article
from articles.wording import listed
from issues.composing import current_layouts, current_plan
from issues.dummy import Dummy, read_dummy
from issues.locks import IssueClosedError
from issues.models import HouseRuleOverride, Issue, PageLayout
from newsroom.copydesk.mentions import mentions
from newsroom.layout.housecheck import broken_rules
from newsroom.layout.houserules import Broken
from newsroom.layout.plan import CopyItem

RIGHT = "issues.override_house_rule"
MOST_REASON = HouseRuleOverride._meta.get_field("reason").max_length or 200

WAYS: dict[str, Any] = {
    "lower": gettext_lazy("stands lower"),
    "smaller_headline": gettext_lazy("has the smaller headline"),
    "smaller_picture": gettext_lazy("has the smaller picture"),
}


class OverrideRefusedError(Exception):
    """The breach cannot be let stand like that; ``str()`` says what to do."""


@dataclass(frozen=True)
class Breach:
    """A broken rule as an editor reads it, with the override that lets it stand."""

    broken: Broken
    told: str
    override: HouseRuleOverride | None = None

    @property
    def key(self) -> str:
        return self.broken.key

    @property
    def page(self) -> int:
        return self.broken.page


def breaches_of(
    issue: Issue, dummy: Dummy | None = None, layouts: list[PageLayout] | None = None
) -> list[Breach]:
    """What the composed pages break, page by page. Of a published issue nothing is asked any more.

    Raises `CompositionError`.
    """
    if issue.is_closed:
        return []
    layouts = current_layouts(issue) if layouts is None else layouts
    if not layouts:
        return []
    dummy = read_dummy(issue) if dummy is None else dummy
    items = {item.id: item for item in dummy.items}
    grid = dummy.masthead.grid
    found = broken_rules(current_plan(layouts).pages, items, dummy.house, grid)
    overrides = {row.subject: row for row in dummy.overrides}
    breaches = [Breach(one, _told(one, items, dummy), overrides.get(one.key)) for one in found]
    return sorted(breaches, key=lambda breach: breach.page)


def unkept(issue: Issue, pages: Iterable[int] | None = None) -> list[str]:
    """Breaches that nobody let stand, a sentence each; with ``pages`` only theirs."""
    wanted = None if pages is None else set(pages)
    return [
        _("%(breach)s Mend the page, or override the rule with a reason.") % {"breach": one.told}
        for one in breaches_of(issue)
        if one.override is None and (wanted is None or one.page in wanted)
    ]


def _told(broken: Broken, items: Mapping[str, CopyItem], dummy: Dummy) -> str:
    stories = [items[id] for id in broken.stories]
    if broken.rule == "picture":
        said = (
            _("Picture, page %(page)s: its stories have one, the page shows none.")
            if stories
            else _("Picture, page %(page)s: it has none, and another page has one to spare.")
        )
        return said % {"page": broken.page}
    if broken.artwork:
        return _("Not beside, page %(page)s: “%(one)s” (%(what)s) touches an advertisement.") % {
            "page": broken.page,
            "one": _headline(stories[0]),
            "what": natures_in_words(stories[0].nature),
        }
    one, other = stories
    facts: dict[str, Any] = {"page": broken.page}
    facts |= {"one": _headline(one), "other": _headline(other)}
    if broken.rule == "protocol":
        facts |= {"who": _official(one, dummy), "after": _official(other, dummy)}
        facts["how"] = _(", ").join(str(WAYS[way]) for way in broken.how)
        return (
            _(
                "Protocol, page %(page)s: “%(one)s” (%(who)s) %(how)s, though “%(other)s” names "
                "only officials further down (%(after)s)."
            )
            % facts
        )
    facts |= {"what": natures_in_words(one.nature), "beside": natures_in_words(other.nature)}
    return (
        _("Not beside, page %(page)s: “%(one)s” (%(what)s) touches “%(other)s” (%(beside)s).")
        % facts
    )


def _headline(item: CopyItem) -> str:
    return "".join(item.story.headline.splitlines())


def _official(item: CopyItem, dummy: Dummy) -> str:
    """The first-ranking official whom the story names."""
    named = mentions("\n".join(item.told), dummy.register)
    first = min(named, key=lambda mention: mention.holder.order, default=None)
    return first.holder.name if first else ""


def natures_in_words(natures: Iterable[str]) -> str:
    labels = dict(Article.Nature.choices)
    return listed(labels.get(nature, nature) for nature in natures)


def override_rule(issue: Issue, key: str, reason: str, *, by: Actor) -> HouseRuleOverride:
    """Let a breach stand: the rule does not hold for these stories of the issue any more.

    Raises `OverrideRefusedError`, `CompositionError`.
    """
    require(by, RIGHT)
    if issue.is_closed:
        raise IssueClosedError(issue)
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise OverrideRefusedError(_("Write why the rule is overridden."))
    if len(reason) > MOST_REASON:
        told = _("Say it in %(most)s characters: the reason has %(length)s.")
        raise OverrideRefusedError(told % {"most": MOST_REASON, "length": len(reason)})
    breach = next((one for one in breaches_of(issue) if one.key == key), None)
    if breach is None:
        raise OverrideRefusedError(_("No page breaks that rule any more: load the page again."))
    try:
        with transaction.atomic():
            made = HouseRuleOverride.objects.create(
                issue=issue,
                subject=key,
                reason=reason,
                by=account(by),
                by_name=name_of(by),
            )
            facts: dict[str, Any] = {
                "rule": breach.broken.rule,
                "articles": list(breach.broken.stories),
            }
            facts |= {"page": breach.page, "reason": made.reason}
            record(by, "override_house_rule", issue, **facts)
    except IntegrityError as error:
        raise OverrideRefusedError(
            _("Somebody has overridden this already: load the page again.")
        ) from error
    return made


def restore_rule(issue: Issue, key: str, *, by: Actor) -> None:
    """Take an override back: the rule holds for those stories again."""
    require(by, RIGHT)
    if issue.is_closed:
        raise IssueClosedError(issue)
    with transaction.atomic():
        override = issue.house_rule_overrides.filter(subject=key).first()
        if override is None:
            raise OverrideRefusedError(_("The override was taken back already."))
        override.delete()
        record(by, "restore_house_rule", issue, rule=key.partition(":")[0], reason=override.reason)
