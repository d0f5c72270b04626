"""Background work: asked for once, done by a worker, watched, stopped, asked for again."""

import os
import socket
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Article, AuditEntry
from issues import jobs
from issues.composing import compose_issue
from issues.dummy import CompositionError, read_dummy
from issues.imposition import ExportError
from issues.jobs import JobRefusedError, cancel_job, is_lost, start_job, waits_long
from issues.locks import tail_refused
from issues.models import EditionFile, Job
from issues.printing import Export
from issues.remedying import advice_of, name_of_advice
from newsroom.copydesk.sentence import sentence
from newsroom.layout.compose import Composer
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def issue():
    return make_issue(make_publication())


@pytest.fixture
def lin():
    return person("lin")


@pytest.fixture
def queue(settings):
    """Work waits until somebody calls `jobs.work_on.call`."""
    settings.TASKS = QUEUE


@pytest.fixture
def steps(monkeypatch):
    """export_issue that only says its steps, and what to do at each."""
    during: dict = {}

    def export(issue, profile, *, by, step):
        for name in ("composing", "painting", "storing"):
            step(name)
            during.get(name, lambda: None)()
        file = EditionFile.objects.create(
            issue=issue, profile=profile, path="a.pdf", sha256="0", size=6, engine="t"
        )
        return Export([file])

    monkeypatch.setattr(jobs, "export_issue", export)
    return during


def test_a_job_done_says_what_it_made(issue, lin, steps):
    job = start_job(issue, "press", by=lin)

    assert (job.state, job.step) == ("done", "storing")
    assert [file.path for file in job.files.all()] == ["a.pdf"]
    assert job.lines == ["付印 PDF 已生成并核验。"]
    assert job.ended_at is not None


def test_a_job_waits_for_a_worker_and_the_worker_does_it(issue, lin, steps, queue):
    job = start_job(issue, "press", by=lin)
    waiting = job.state
    jobs.work_on.call(job.pk)

    job.refresh_from_db()
    assert (waiting, job.state) == ("queued", "done")


def test_an_issue_has_one_job_at_a_time(issue, lin, steps, queue):
    start_job(issue, "press", by=lin)

    with pytest.raises(JobRefusedError, match="付印 PDF"):
        start_job(issue, "web", by=lin)

    assert issue.jobs.count() == 1


def test_two_issues_are_worked_on_side_by_side(issue, lin, steps, queue):
    start_job(issue, "press", by=lin)

    assert start_job(make_issue(issue.publication, 1043), "press", by=lin).state == "queued"


def test_a_waiting_job_is_taken_back_at_once(issue, lin, steps, queue):
    job = cancel_job(start_job(issue, "press", by=lin), by=lin)
    jobs.work_on.call(job.pk)

    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not EditionFile.objects.exists()
    assert AuditEntry.objects.filter(verb="cancel_job").count() == 1


def test_a_running_job_stops_before_its_next_step(issue, lin, steps, queue):
    job = start_job(issue, "press", by=lin)
    steps["painting"] = lambda: cancel_job(job, by=lin)
    jobs.work_on.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.step) == ("cancelled", "painting")
    assert not EditionFile.objects.exists()


def test_after_a_cancelled_job_the_next_one_runs(issue, lin, steps, queue):
    cancel_job(start_job(issue, "press", by=lin), by=lin)
    job = start_job(issue, "press", by=lin)
    jobs.work_on.call(job.pk)

    job.refresh_from_db()
    assert job.state == "done"


def test_a_refusal_is_said_in_the_job(issue, lin, steps):
    def refuse():
        raise ExportError("字体缺字。")

    steps["painting"] = refuse

    job = start_job(issue, "press", by=lin)

    assert (job.state, job.lines) == ("failed", ["字体缺字。"])


def test_a_fault_of_ours_is_logged_and_said_without_details(issue, lin, steps, caplog):
    def break_down():
        raise KeyError("a secret")

    steps["painting"] = break_down

    job = start_job(issue, "press", by=lin)

    assert job.state == "failed"
    assert "secret" not in " ".join(job.lines)
    assert "a secret" in caplog.text


def refuse_unplaced():
    raise ExportError(sentence("Page %(page)s is not composed yet.", page=3))


def refuse_between_pages():
    raise tail_refused("渡船复航", [2, 4, 5])


@pytest.mark.parametrize(
    ("during", "chinese", "english"),
    [
        (None, "付印 PDF 已生成并核验。", "The press PDF is made and checked."),
        (refuse_unplaced, "第 3 版还没有组版。", "Page 3 is not composed yet."),
        (refuse_between_pages, "2、4、5", "page 2, 4 and 5"),
    ],
)
def test_what_came_of_it_is_said_in_the_language_of_who_reads_it(
    issue, lin, steps, client, during, chinese, english
):
    if during:
        steps["painting"] = during
    client.force_login(lin)
    with translation.override("en"):
        start_job(issue, "press", by=lin)

    assert chinese in panel(client, issue)
    assert english in panel(client, issue, "en")


def test_why_an_issue_is_not_published_is_said_in_the_readers_language_too(issue, lin, client):
    client.force_login(lin)
    with translation.override("en"):
        job = start_job(issue, "publish", by=lin)

    assert job.state == "failed"
    assert "这一期还没有稿件" in panel(client, issue)
    assert "The issue has no stories yet" in panel(client, issue, "en")


def lost(issue, **facts):
    here = {"worker": f"{socket.gethostname()}:{os.getpid()}"} | facts
    return Job.objects.create(
        issue=issue, kind="press", state="running", language="zh-hans", asked_by_name="林", **here
    )


def test_a_job_whose_process_is_gone_is_lost(issue):
    nobody = lost(issue, worker=f"{socket.gethostname()}:{2**22 + 1}")

    assert is_lost(nobody)


def test_a_job_that_gives_no_sign_of_life_is_lost(issue):
    job = lost(issue, worker="elsewhere:1")
    alive = is_lost(job)
    job.seen_at = timezone.now() - timedelta(minutes=3)

    assert (alive, is_lost(job)) == (False, True)


def test_a_job_that_runs_is_not_lost(issue):
    assert not is_lost(lost(issue))


def test_lost_work_is_started_again(issue, lin, steps):
    gone = lost(issue, worker=f"{socket.gethostname()}:{2**22 + 1}")

    again = start_job(issue, "press", by=lin)

    gone.refresh_from_db()
    assert (gone.state, again.state) == ("failed", "done")


def test_a_lost_job_is_cancelled_at_once(issue, lin):
    gone = lost(issue, worker=f"{socket.gethostname()}:{2**22 + 1}")

    assert cancel_job(gone, by=lin).state == "failed"


def test_a_worker_that_was_given_up_does_not_report_any_more(issue, lin, steps, queue):
    job = start_job(issue, "press", by=lin)
    steps["painting"] = lambda: Job.objects.update(state="failed", told=["aus"])
    jobs.work_on.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.lines) == ("failed", ["aus"])


def test_a_job_that_nobody_takes_up_is_told_of(issue, lin, steps, queue):
    job = start_job(issue, "press", by=lin)
    soon = waits_long(job)
    job.asked_at -= timedelta(seconds=30)

    assert (soon, waits_long(job)) == (False, True)


def test_who_may_not_export_starts_nothing(issue):
    with pytest.raises(PermissionDenied):
        start_job(issue, "press", by=person("chen"))

    assert not issue.jobs.exists()


def test_who_may_not_publish_starts_no_publishing(issue, lin):
    lin.user_permissions.clear()

    with pytest.raises(PermissionDenied):
        start_job(issue, "publish", by=person("chen"))


def test_the_right_is_that_of_the_moment_the_work_is_done(issue, lin, queue):
    job = start_job(issue, "press", by=lin)
    lin.is_active = False
    lin.save()
    jobs.work_on.call(job.pk)

    job.refresh_from_db()
    assert job.state == "failed"


# Composing


BODY = "停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票，孩子半价。" * 2


@pytest.fixture
def stories(issue):
    return [
        place(make_article(issue.publication, f"第{n}班渡船", f"<p>{BODY * (8 - n)}</p>"), issue)
        for n in range(4)
    ]


def press(client, issue, verb, **given):
    address = reverse("admin:issues_issue_do", args=[issue.pk, verb])
    return client.post(address, given, follow=True).content.decode()


def do_work(issue):
    job = issue.jobs.under_way().get()
    jobs.work_on.call(job.pk)
    job.refresh_from_db()
    return job


def test_composing_waits_for_the_worker_and_the_screen_shows_it(issue, lin, stories, queue, client):
    client.force_login(lin)

    shown = press(client, issue, "compose")
    before = issue.pages.get(number=1).current_layout
    job = do_work(issue)

    assert "data-under-way" in shown
    assert before is None
    assert (job.state, job.step) == ("done", "laying")
    assert job.lines == ["已组 1 个版。"]
    assert issue.pages.get(number=1).current_layout is not None
    assert "已组 1 个版。" in panel(client, issue)


def test_composing_is_refused_while_anything_of_the_issue_is_under_way(
    issue, lin, stories, queue, client
):
    client.force_login(lin)
    press(client, issue, "compose")

    shown = press(client, issue, "compose")
    exported = press(client, issue, "export")

    assert "组版：正在进行。请等它完成，或取消它。" in shown
    assert "组版：正在进行。" in exported
    assert issue.jobs.count() == 1


def test_copy_saved_while_the_worker_composes_is_not_composed_away(
    issue, lin, stories, queue, monkeypatch
):
    start_job(issue, "compose", by=lin)
    article = stories[0].article

    def saved_meanwhile(*args):
        Article.objects.filter(pk=article.pk).update(version=article.version + 1)
        return ()

    monkeypatch.setattr("issues.composing.remedies", saved_meanwhile)
    job = do_work(issue)

    assert job.state == "failed"
    assert "请重新组版" in job.lines[0]
    assert issue.pages.get(number=1).current_layout is None


def test_composing_that_is_stopped_leaves_the_pages_as_they_were(
    issue, lin, stories, queue, monkeypatch
):
    job = start_job(issue, "compose", by=lin)

    def stopped(*args):
        cancel_job(job, by=lin)
        return ()

    monkeypatch.setattr("issues.composing.remedies", stopped)
    job = do_work(issue)

    assert (job.state, job.step) == ("cancelled", "advising")
    assert issue.pages.get(number=1).current_layout is None


def test_only_what_changed_is_composed_by_the_worker(issue, lin, stories, queue, client):
    client.force_login(lin)
    compose_issue(issue, by=lin)
    first = issue.pages.get(number=1).current_layout
    place(make_article(issue.publication, "加开夜航", f"<p>{BODY * 5}</p>"), issue, 2)

    press(client, issue, "compose-changed")
    job = do_work(issue)

    assert (job.kind, job.state) == ("changed", "done")
    assert issue.pages.get(number=1).current_layout == first
    assert issue.pages.get(number=2).current_layout is not None


def test_a_remedy_is_done_by_the_worker_and_says_so_in_each_language(issue, lin, queue, client):
    lin.is_superuser = True
    lin.save()
    client.force_login(lin)
    for number in range(9):
        place(make_article(issue.publication, f"第{number}班", f"<p>{BODY * 14}</p>"), issue)
    compose_issue(issue, by=lin)
    issue.refresh_from_db()
    [advice, *_others] = advice_of(issue, read_dummy(issue))

    press(client, issue, "remedy", number=advice.number, basis=name_of_advice(issue))
    before = issue.placements.count(), issue.pages.count()
    job = do_work(issue)

    assert (job.kind, job.state) == ("remedy", "done")
    assert advice.sentence in job.lines[0]
    with translation.override("en"):
        assert job.lines[0] == f"Done: {advice.sentence}"
    assert before == (9, 2)
    assert AuditEntry.objects.filter(verb="apply_remedy").count() == 1


def test_a_remedy_that_is_stopped_says_that_the_pages_wait(issue, lin, queue, monkeypatch):
    job = start_job(issue, "remedy", by=lin, asked={"number": 0, "basis": ""})

    def stopped(issue, number, basis, *, by, step):
        cancel_job(job, by=lin)
        step("composing")

    monkeypatch.setattr(jobs, "apply_remedy", stopped)
    job = do_work(issue)

    assert job.state == "cancelled"
    assert job.lines == ["建议已照办；版面还没有随之重组。"]


@pytest.mark.parametrize(
    ("ended_by", "line"),
    [
        (CompositionError("Seite gesperrt."), "Seite gesperrt."),
        (KeyError("a secret"), "程序出错，已记入日志。"),
    ],
)
def test_a_remedy_that_is_done_is_told_whatever_stops_the_pages(
    ended_by, line, issue, lin, queue, monkeypatch
):
    start_job(issue, "remedy", by=lin, asked={"number": 0, "basis": ""})

    def done_then_failed(issue, number, basis, *, by, step):
        step("composing")
        raise ended_by

    monkeypatch.setattr(jobs, "apply_remedy", done_then_failed)
    job = do_work(issue)

    assert (job.state, job.lines) == ("failed", ["建议已照办；版面还没有随之重组。", line])


def test_composing_gives_a_sign_of_life_before_each_pass_and_can_be_stopped_there(
    issue, lin, stories, queue, monkeypatch
):
    job = start_job(issue, "compose", by=lin)
    passes: list[object] = []

    def made(self, loads, way, effort):
        if len(passes) == 1:
            cancel_job(job, by=lin)
        passes.append(way)
        return one_pass(self, loads, way, effort)

    one_pass = Composer._pass
    monkeypatch.setattr(Composer, "_pass", made)
    job = do_work(issue)

    assert (job.state, job.step) == ("cancelled", "composing")
    assert len(passes) == 2
    assert issue.pages.get(number=1).current_layout is None


def test_a_remedy_that_was_not_offered_is_refused_by_the_worker(issue, lin, stories, queue, client):
    client.force_login(lin)

    press(client, issue, "remedy", number="9" * 400, basis="\0" * 64)
    job = do_work(issue)

    assert job.state == "failed"
    assert job.asked == {"number": -1, "basis": ""}


def test_who_may_compose_and_not_export_stops_composing_only(issue, stories, queue, client, lin):
    mei = person("mei")
    mei.groups.clear()
    rights = Permission.objects.filter(codename__in=["view_issue", "compose_issue"])
    mei.user_permissions.set(rights)
    client.force_login(mei)
    cancel = reverse("admin:issues_issue_do", args=[issue.pk, "cancel"])

    start_job(issue, "compose", by=mei)
    own = panel(client, issue)
    client.post(cancel)
    start_job(issue, "press", by=lin)
    other = panel(client, issue)

    assert cancel in own
    assert issue.jobs.get(kind="compose").state == "cancelled"
    assert cancel not in other
    assert client.post(cancel).status_code == 403


def test_the_flatplan_shows_composing_and_who_may_not_compose_starts_nothing(
    issue, lin, stories, queue, client
):
    client.force_login(lin)
    flatplan = reverse("admin:issues_issue_flatplan", args=[issue.pk])

    shown = client.post(flatplan, {"verb": "compose"}, follow=True).content.decode()

    assert "data-under-way" in shown
    with pytest.raises(PermissionDenied):
        start_job(make_issue(issue.publication, 1043), "compose", by=person("chen"))


# On the screen


def panel(client, issue, language="zh-hans"):
    address = reverse("admin:issues_issue_job", args=[issue.pk])
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_the_panel_shows_the_step_and_a_way_to_stop(issue, lin, client):
    lost(issue, step="painting")
    client.force_login(lin)

    shown = panel(client, issue)

    assert "data-under-way" in shown
    assert "排字" in shown
    assert reverse("admin:issues_issue_do", args=[issue.pk, "cancel"]) in shown


def test_the_panel_offers_the_files_that_were_made(issue, lin, client, steps):
    client.force_login(lin)
    start_job(issue, "press", by=lin)

    shown = panel(client, issue)

    assert "data-under-way" not in shown
    assert reverse("admin:issues_editionfile_file", args=[EditionFile.objects.get().pk]) in shown


def test_the_panel_says_that_no_worker_runs(issue, lin, client, steps, queue):
    client.force_login(lin)
    start_job(issue, "press", by=lin)
    Job.objects.update(asked_at=timezone.now() - timedelta(seconds=30))

    assert "make serve" in panel(client, issue)


def test_an_old_job_is_no_news(issue, lin, client, steps):
    client.force_login(lin)
    start_job(issue, "press", by=lin)
    Job.objects.update(ended_at=timezone.now() - timedelta(hours=1))

    assert "job" not in panel(client, issue)


def test_cancelling_nothing_says_so(issue, lin, client):
    client.force_login(lin)

    response = client.post(reverse("admin:issues_issue_do", args=[issue.pk, "cancel"]), follow=True)

    assert [str(m) for m in response.context["messages"]] == ["没有正在进行的工作，无可取消。"]


def test_a_stranger_does_not_see_the_panel(issue, client):
    client.force_login(person("chen"))

    assert client.get(reverse("admin:issues_issue_job", args=[issue.pk])).status_code == 403
