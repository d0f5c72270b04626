"""The record of who did what: written with the change, never changed after, whoever asks."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles.auditing import name_of, record, require
from articles.models import AuditEntry
from tests.desk_cast import make_publication, make_reporter, person

pytestmark = pytest.mark.django_db

TABLE = AuditEntry._meta.db_table


@pytest.fixture
def entry():
    return record(person("mei"), "add_reporter", make_reporter("欧阳秋"), kind="staff")


def rows():
    return list(AuditEntry.objects.order_by("pk").values_list())


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# Append-only


@pytest.mark.parametrize(
    "change",
    [
        lambda: execute(f"UPDATE {TABLE} SET verb = 'nothing'"),  # noqa: S608
        lambda: execute(f"UPDATE {TABLE} SET id = id + 1000"),  # noqa: S608
        lambda: execute(f"DELETE FROM {TABLE}"),  # noqa: S608
        lambda: AuditEntry.objects.update(actor_name="nobody"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.get().delete(),
        lambda: AuditEntry.objects.bulk_update([AuditEntry.objects.get()], ["verb"]),
    ],
    ids=["update", "number", "delete", "queryset", "queryset delete", "row delete", "bulk"],
)
def test_the_database_refuses_every_change_and_keeps_the_row(entry, change):
    before = rows()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()

    assert rows() == before


def test_saving_an_entry_again_is_refused_in_words(entry):
    entry.verb = "nothing"

    with pytest.raises(ValidationError):
        entry.save()
    assert AuditEntry.objects.get().verb == "add_reporter"


def test_an_entry_is_written_while_older_ones_are_closed(entry):
    record(None, "look", entry)

    assert AuditEntry.objects.count() == 2


def test_an_entry_outlives_the_account_and_the_thing(entry, client):
    entry.actor.delete()
    client.force_login(User.objects.create_superuser("admin"))

    listed = client.get(reverse("admin:articles_auditentry_changelist"))
    shown = client.get(reverse("admin:articles_auditentry_change", args=[entry.pk]))

    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.actor_name, kept.label) == ("mei", "欧阳秋")
    assert (listed.status_code, shown.status_code) == (200, 200)
    assert "mei" in listed.content.decode()


def test_a_change_that_is_rolled_back_leaves_no_entry():
    with transaction.atomic():
        record(None, "add_publication", make_publication())
        transaction.set_rollback(True)

    assert not AuditEntry.objects.exists()


# What an entry says


def test_an_entry_says_who_what_and_to_what(entry):
    assert entry.actor.username == entry.actor_name == "mei"
    assert entry.verb == "add_reporter"
    assert entry.target.startswith("articles.reporter:")
    assert entry.details == {"kind": "staff"}


def test_the_operator_at_the_command_line_is_named_so():
    entry = record(None, "look", make_reporter())

    assert (entry.actor, entry.actor_name) == (None, "command line")


def test_a_person_is_named_by_full_name_or_account():
    mei = person("mei")

    before = name_of(mei)
    mei.last_name, mei.first_name = "梅", "雨"

    assert (before, name_of(mei)) == ("mei", "雨 梅")


def test_the_longest_names_fit():
    user = User(username="x", first_name="雨" * 150, last_name="梅" * 150)
    user.save()

    entry = record(user, "add_publication", make_publication(name="报" * 60), text="字" * 9000)

    entry.refresh_from_db()
    assert entry.actor_name.startswith("雨雨")


# Who may


def test_the_operator_and_who_has_the_right_may():
    require(None, "issues.publish_issue")
    require(person("lin"), "issues.publish_issue")


@pytest.mark.parametrize("name", ["mei", "wang", "chen"])
def test_who_lacks_the_right_is_told_which(name):
    with pytest.raises(PermissionDenied, match="（可发布）"):
        require(person(name), "issues.publish_issue")


def test_a_stranger_may_nothing():
    with pytest.raises(PermissionDenied):
        require(AnonymousUser(), "articles.view_article")


def test_a_closed_account_may_nothing_even_of_a_superuser():
    closed = User.objects.create_superuser("gone", is_active=False)

    with pytest.raises(PermissionDenied):
        require(closed, "articles.view_article")
