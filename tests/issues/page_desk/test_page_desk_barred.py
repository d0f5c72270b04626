"""Where nothing may change at the page desk, and whose signatures a change would void."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.models import AuditEntry
from issues import proposing
from issues.locking import lock_page
from issues.models import Issue, PageSignoff
from issues.printing import export_issue
from issues.proofing import page_proofs, sign_page
from tests.desk_cast import person
from tests.issues.page_desk.asking import address, send, state

pytestmark = pytest.mark.django_db


def test_a_locked_page_is_unlocked_where_it_is_looked_at_by_who_may(desk, client, issue):
    lock_page(issue.pages.get(number=1), by=None)
    assert state(desk, issue)["may_unlock"]

    told = send(desk, issue, do="unlock").json()

    assert told["state"]["may_change"]
    assert not told["state"]["may_unlock"]
    assert AuditEntry.objects.filter(verb="unlock_page").exists()
    lock_page(issue.pages.get(number=1), by=None)
    looker = person("chen")
    looker.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(looker)
    assert not state(client, issue)["may_unlock"]
    assert send(client, issue, do="unlock").status_code == 403
    assert issue.pages.get(number=1).is_locked


# Where nothing may change


def locked(issue):
    lock_page(issue.pages.get(number=1), by=None)
    return "已由"


def published(issue):
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.PUBLISHED)
    return "已发布"


@pytest.mark.parametrize("closed", [locked, published])
def test_a_page_that_may_not_change_says_so_at_once_and_offers_nothing(desk, issue, closed):
    reason = closed(issue)

    told = state(desk, issue)
    shown = desk.get(address(issue, "pagedesk")).content.decode()

    assert reason in told["barred"]
    assert not told["may_change"]
    assert f"data-why>{told['barred']}" in shown


def test_a_page_that_may_change_bars_nothing(desk, issue):
    assert state(desk, issue)["barred"] == ""
    assert "data-barred hidden" in desk.get(address(issue, "pagedesk")).content.decode()


def test_who_may_only_look_is_told_what_is_missing(client, issue):
    looker = person("chen")
    looker.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(looker)

    told = state(client, issue)

    assert "组版权限" in told["barred"]
    assert not told["may_change"]


@pytest.mark.parametrize("closed", [locked, published])
def test_no_proposals_are_worked_out_where_nothing_may_change(desk, issue, monkeypatch, closed):
    reason = closed(issue)
    monkeypatch.setattr(proposing, "proposals", lambda _board: pytest.fail("worked out"))

    told = desk.get(address(issue, "proposals"))
    picture = reverse("admin:issues_issue_proposal", args=[issue.pk, 1, 1])

    assert told.status_code == 409
    assert reason in told.json()["refused"]
    assert desk.get(picture).status_code == 404


def signed(issue, *names):
    """The page as it stands, proofed and signed by these in the order of the stages."""
    export_issue(issue, "proof", by=None)
    page = issue.pages.get(number=1)
    for stage, name in zip(PageSignoff.Stage.values, names, strict=False):
        signer, _is_new = User.objects.get_or_create(username=name, is_superuser=True)
        sign_page(page, stage, by=signer)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "欧阳、贾平凡的签字即作废"), ("en", "the signatures of 欧阳 and 贾平凡.")],
)
def test_whose_signatures_a_change_voids_is_said_before_it(desk, issue, language, said):
    signed(issue, "欧阳", "贾平凡", "欧阳")

    told = desk.get(address(issue, "pagestate"), headers={"accept-language": language}).json()

    assert said in told["voids"]
    assert (
        f"data-voids>{told['voids']}"
        in desk.get(
            address(issue, "pagedesk"), headers={"accept-language": language}
        ).content.decode()
    )


def test_a_change_leaves_no_signature_to_void_until_it_is_taken_back(desk, issue):
    signed(issue, "欧阳")
    one, other = [module["id"] for module in state(desk, issue)["modules"][-2:]]

    after = send(desk, issue, do="swap", item=one, other=other).json()["state"]
    back = send(desk, issue, do="undo").json()["state"]

    assert after["voids"] == ""
    assert "欧阳" in back["voids"]


def test_a_pin_leaves_signature_proof_and_picture_as_they_are(desk, issue):
    signed(issue, "欧阳")
    before = state(desk, issue)

    told = send(desk, issue, do="pin", item=before["modules"][-1]["id"]).json()["state"]

    assert told["can_undo"]
    assert "欧阳" in told["voids"]
    assert (told["picture"], told["is_stale"]) == (before["picture"], before["is_stale"])
    proofs = page_proofs(issue)[1]
    assert proofs.is_proofed


def test_a_locked_page_that_was_signed_speaks_of_its_lock_alone(desk, issue):
    signed(issue, "欧阳")
    locked(issue)

    assert state(desk, issue)["voids"] == ""
