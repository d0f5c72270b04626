"""House rules from the register and the masthead to the page, and overrides with a reason."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from articles.models import Appointment, Article, AuditEntry, Official
from articles.register import holders_on
from issues.composing import Composition, compose_issue, current_layouts, current_plan, is_current
from issues.dummy import read_dummy
from issues.houserules import (
    OverrideRefusedError,
    breaches_of,
    override_rule,
    restore_rule,
    unkept,
)
from issues.lighttable import light_table
from issues.locks import IssueClosedError
from issues.management.commands.compose_issue import composition_as_json
from issues.models import HouseRuleOverride, Issue, Masthead, Page
from issues.proofing import SigningRefusedError, sign_page
from issues.publishing import IssueNotReadyError, publish_issue
from issues.releasing import Order, ReleaseRefusedError, release_to_print
from newsroom.layout.houserules import APART, NATURES, HouseRules, is_house_rule
from tests.factories import (
    ArticleFactory,
    IssueFactory,
    MastheadFactory,
    PageFactory,
    PlacementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 6)
LINE = "渡船今日复航，码头早市随之开张，船票不涨价，候船室通宵开门，岸边的路灯也换成了新的。"
REASON = "两条都是区里定的头条，位置已商定。"


def appoint(name, post, order, **dates):
    official, _made = Official.objects.get_or_create(name=name)
    return Appointment.objects.create(official=official, post=post, order=order, **dates)


@pytest.fixture
def issue():
    """Six stories; the third headline is the smallest and its story names the first official."""
    appoint("林海", "区委书记", 1)
    appoint("沈亦舟", "区长", 2)
    issue = IssueFactory(date=DAY)
    MastheadFactory(publication=issue.publication)
    PageFactory(issue=issue)
    for number in range(6):
        article = ArticleFactory(
            publication=issue.publication,
            headline=f"第{number + 1}班渡船复航",
            body=f"<p>{LINE * (9 - number)}</p><p>{LINE * 4}</p>",
            priority="lead" if number == 0 else "normal",
        )
        PlacementFactory(issue=issue, article=article, order=number)
    return issue


def story(issue, number, **facts):
    placement = issue.placements.order_by("order")[number]
    for name, value in facts.items():
        setattr(placement.article, name, value)
    placement.article.save()
    return placement


def name_in(issue, number, words):
    article = story(issue, number).article
    story(issue, number, body=f"<p>{words}</p>{article.body}")


@pytest.fixture
def broken(issue):
    """Composed while the rule was off: the least story names the first official."""
    name_in(issue, 5, "区委书记林海到码头调研。")
    name_in(issue, 0, "区长沈亦舟主持会议。")
    Masthead.objects.update(keeps_protocol=False)
    compose_issue(issue, by=None)
    Masthead.objects.update(keeps_protocol=True)
    return issue


def key_of(issue):
    return f"protocol:{story(issue, 5).article_id}:{story(issue, 0).article_id}"


def editor(*rights):
    user = UserFactory(is_staff=True)
    codes = [right.partition(".")[2] for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return type(user).objects.get(pk=user.pk)


# From the register to the composer


def test_a_story_stands_as_high_as_the_first_official_it_names_on_the_day(issue):
    appoint("何青", "区长", 2, to_date=datetime.date(2025, 12, 31))
    name_in(issue, 1, "区长沈亦舟、区委书记林海到码头调研。")
    name_in(issue, 2, "原区长何青参加活动。")
    story(issue, 3, headline="沈　亦舟调研")
    story(issue, 4, deck="林　海到码头")

    ranks = {item.id: item.protocol for item in read_dummy(issue).items}

    assert ranks[str(story(issue, 1).article_id)] == 1
    assert ranks[str(story(issue, 2).article_id)] is None
    assert ranks[str(story(issue, 4).article_id)] == 1
    assert ranks[str(story(issue, 0).article_id)] is None


def test_an_official_in_two_posts_stands_where_the_first_is():
    appoint("林海", "人大主任", 3)
    appoint("林海", "区委书记", 1)

    [holder] = holders_on(DAY)

    assert (holder.order, holder.posts) == (1, ("区委书记", "人大主任"))


def test_the_register_is_read_once_however_many_officials(issue, django_assert_num_queries):
    for number in range(30):
        appoint(f"第{number}人", "委员", number)

    with django_assert_num_queries(1):
        assert len(holders_on(DAY)) == 32


def test_the_masthead_says_which_rules_hold(issue):
    masthead = issue.masthead

    assert masthead.house_rules == HouseRules(protocol=True, apart=APART, picture=True)
    Masthead.objects.update(keeps_protocol=False, keeps_pictures=False, apart=[])
    assert read_dummy(issue).house == HouseRules()
    assert read_dummy(issue).register == ()


def test_the_natures_of_the_desk_are_those_of_the_composer():
    assert tuple(Article.Nature.values) == NATURES


def test_natures_reach_the_composer_and_keep_stories_apart(issue):
    story(issue, 1, nature=["obituary"])
    story(issue, 3, nature=["ceremony"])

    compose_issue(issue, by=None)

    natures = {item.id: item.nature for item in read_dummy(issue).items}
    assert natures[str(story(issue, 1).article_id)] == ("obituary",)
    assert breaches_of(issue) == []


# What is broken


def test_a_broken_rule_is_told_by_name_with_stories_and_officials(broken):
    [breach] = breaches_of(broken)

    assert breach.key == key_of(broken)
    with translation.override("en"):
        [said] = [one.told for one in breaches_of(broken)]
        assert said.startswith("Protocol, page 1: “第6班渡船复航” (林海)")
        assert "has the smaller headline" in said
        assert said.endswith("“第1班渡船复航” names only officials further down (沈亦舟).")
    with translation.override("zh-hans"):
        [said] = [one.told for one in breaches_of(broken)]
        assert said.startswith("规格，第1版：《第6班渡船复航》（林海）")


def test_a_change_of_the_register_makes_no_page_stale_but_is_judged_at_once(issue):
    compose_issue(issue, by=None)
    assert breaches_of(issue) == []
    order = [m["item_id"] for m in current_layouts(issue)[0].plan["modules"]]
    low = Article.objects.get(pk=int(order[-1]))

    low.nature = ["accident"]
    low.save()
    others = Article.objects.filter(pk__in=[int(id) for id in order[:-1]])
    others.update(nature=["ceremony"])

    assert is_current(read_dummy(issue), current_layouts(issue))
    assert breaches_of(issue)
    assert {one.broken.rule for one in breaches_of(issue)} == {"not_beside"}


def test_an_issue_without_pages_and_a_published_one_break_nothing(broken):
    Issue.objects.filter(pk=broken.pk).update(state=Issue.State.PUBLISHED)
    broken.refresh_from_db()

    assert breaches_of(broken) == []
    assert breaches_of(IssueFactory()) == []


def test_the_command_tells_broken_rules_by_name(broken):
    standing = Composition(current_plan(current_layouts(broken)))
    answer = composition_as_json(standing, broken.masthead.grid, breaches=breaches_of(broken))

    [told] = answer["house_rules"]
    assert (told["rule"], told["page"], told["overridden"]) == ("protocol", 1, None)
    assert told["articles"] == [story(broken, 5).article_id, story(broken, 0).article_id]
    assert "lower" in told["how"]


def test_pages_composed_anew_tell_what_they_break_and_nothing_else(broken):
    composition = compose_issue(broken, by=None)
    names = [name for page in composition.plan.pages for name in page.violations]

    assert list(filter(is_house_rule, names)) == [one.key for one in breaches_of(broken)]


# What it blocks


def test_a_broken_rule_blocks_publishing_release_and_signing(broken):
    page = Page.objects.get(issue=broken)

    with pytest.raises(IssueNotReadyError, match="第6班渡船复航"):
        publish_issue(broken, by=None)
    with pytest.raises(ReleaseRefusedError, match="第6班渡船复航"):
        release_to_print(broken, Order("0000-0000000"), by=None)
    with pytest.raises(SigningRefusedError, match="第6班渡船复航"):
        sign_page(page, "first", by=None)


def test_only_pages_that_break_a_rule_are_blocked(broken):
    assert unkept(broken, [1])
    assert unkept(broken, [2]) == []


def test_an_override_with_a_reason_lets_it_stand_and_is_on_record(broken):
    by = editor("issues.override_house_rule")
    override_rule(broken, key_of(broken), f"  {REASON} ", by=by)

    [breach] = breaches_of(broken)
    assert breach.override is not None
    assert (breach.override.reason, breach.override.by) == (REASON, by)
    assert unkept(broken) == []
    assert is_current(read_dummy(broken), current_layouts(broken))
    entry = AuditEntry.objects.get(verb="override_house_rule")
    assert entry.actor == by
    assert entry.details["reason"] == REASON
    assert entry.details["articles"] == key_of(broken).split(":")[1:]


def test_the_composer_hears_of_an_override_and_the_desk_still_shows_it(broken):
    before = [layout.plan["modules"] for layout in current_layouts(broken)]
    override_rule(broken, key_of(broken), REASON, by=None)
    compose_issue(broken, by=None)

    assert [layout.plan["modules"] for layout in current_layouts(broken)] == before
    assert [one.override and one.override.reason for one in breaches_of(broken)] == [REASON]


def test_an_override_taken_back_blocks_again(broken):
    override_rule(broken, key_of(broken), REASON, by=None)
    restore_rule(broken, key_of(broken), by=None)

    assert unkept(broken)
    assert AuditEntry.objects.filter(verb="restore_house_rule").exists()
    with pytest.raises(OverrideRefusedError):
        restore_rule(broken, key_of(broken), by=None)


def test_an_override_asks_for_a_reason_a_breach_and_is_given_once(broken):
    with pytest.raises(OverrideRefusedError):
        override_rule(broken, key_of(broken), "  ", by=None)
    with pytest.raises(OverrideRefusedError, match="201"):
        override_rule(broken, key_of(broken), "长" * 201, by=None)
    with pytest.raises(OverrideRefusedError):
        override_rule(broken, "protocol:1:2", REASON, by=None)
    override_rule(broken, key_of(broken), REASON, by=None)
    with pytest.raises(OverrideRefusedError):
        override_rule(broken, key_of(broken), REASON, by=None)
    assert HouseRuleOverride.objects.count() == 1


def test_who_has_no_right_overrides_nothing(broken):
    for by in (editor("issues.compose_issue", "issues.change_issue"), editor()):
        with pytest.raises(PermissionDenied):
            override_rule(broken, key_of(broken), REASON, by=by)
        with pytest.raises(PermissionDenied):
            restore_rule(broken, key_of(broken), by=by)


def test_a_published_issue_takes_no_override(broken):
    Issue.objects.filter(pk=broken.pk).update(state=Issue.State.PUBLISHED)
    broken.refresh_from_db()

    with pytest.raises(IssueClosedError):
        override_rule(broken, key_of(broken), REASON, by=None)


def test_editors_and_chief_editors_have_the_right():
    groups = Group.objects.filter(permissions__codename="override_house_rule")

    assert sorted(group.name for group in groups) == ["总编 Chief editors", "编辑 Editors"]


# The desk


def test_the_issues_screen_shows_the_breach_and_overrides_it_with_a_reason(broken, admin_client):
    address = reverse("admin:issues_issue_change", args=[broken.pk])
    do = reverse("admin:issues_issue_do", args=[broken.pk, "override"])
    with translation.override("en"):
        before = admin_client.get(address, headers={"accept-language": "en"}).content.decode()
    after = admin_client.post(
        do, {"breach": key_of(broken), "reason": "<b>定了</b>"}, follow=True,
        headers={"accept-language": "en"},
    ).content.decode()  # fmt: skip

    assert "Protocol, page 1" in before
    assert "Override the rule" in before
    assert HouseRuleOverride.objects.get().reason == "<b>定了</b>"
    assert "&lt;b&gt;定了&lt;/b&gt;" in after
    assert "Take the override back" in after
    admin_client.post(do.replace("override", "restore"), {"breach": key_of(broken)})
    assert not HouseRuleOverride.objects.exists()


def test_an_override_without_a_reason_is_refused_in_a_sentence(broken, admin_client):
    do = reverse("admin:issues_issue_do", args=[broken.pk, "override"])
    page = admin_client.post(
        do, {"breach": key_of(broken)}, follow=True, headers={"accept-language": "en"}
    )

    assert "Write why the rule is overridden." in page.content.decode()


def test_the_sheet_says_what_its_page_breaks_until_it_is_overridden(broken):
    [sheet] = light_table(broken).sheets
    assert sheet.remarks[0] == breaches_of(broken)[0].told

    override_rule(broken, key_of(broken), REASON, by=None)
    [sheet] = light_table(broken).sheets
    assert breaches_of(broken)[0].told not in sheet.remarks


def test_the_nature_of_a_story_is_chosen_at_the_writing_desk(issue, admin_client):
    article = story(issue, 2).article
    address = reverse("admin:articles_article_change", args=[article.pk])
    form = admin_client.get(address).context["adminform"].form
    given = {name: form.initial.get(name, "") or "" for name in form.fields}
    for prefix in ("bylines", "article_photos"):
        given |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    given |= {"expected_version": article.version, "nature": ["obituary", "portrait"]}

    admin_client.post(address, given)
    article.refresh_from_db()
    assert article.nature == ["obituary", "portrait"]

    admin_client.post(address, given | {"nature": ["made up"], "expected_version": 2})
    article.refresh_from_db()
    assert article.nature == ["obituary", "portrait"]
