"""The newsroom's roles as groups: reporter, editor, chief editor."""

from django.conf import settings
from django.db import migrations

REPORTER = [
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.add_photo",
    "articles.change_photo",
    "articles.view_photo",
    "articles.view_reporter",
    "articles.view_official",
    "articles.view_appointment",
    "articles.view_section",
    "articles.add_byline",
    "articles.change_byline",
    "articles.delete_byline",
    "articles.view_byline",
    "articles.add_articlephoto",
    "articles.change_articlephoto",
    "articles.delete_articlephoto",
    "articles.view_articlephoto",
    "articles.view_publication",
    "issues.view_issue",
    "issues.view_page",
    "issues.view_placement",
]
EDITOR = [
    *REPORTER,
    *[
        "articles.spike_article",
        "articles.add_reporter",
        "articles.change_reporter",
        "articles.add_official",
        "articles.change_official",
        "articles.add_appointment",
        "articles.change_appointment",
        "articles.delete_appointment",
        "articles.view_import",
        "articles.view_revision",
        "issues.add_issue",
        "issues.change_issue",
        "issues.import_issue",
        "issues.compose_issue",
        "issues.export_issue",
        "issues.add_page",
        "issues.change_page",
        "issues.delete_page",
        "issues.add_placement",
        "issues.change_placement",
        "issues.delete_placement",
        "issues.view_masthead",
        "issues.view_editionfile",
        "issues.view_pagelayout",
    ],
]
CHIEF = [
    *EDITOR,
    *[
        "issues.publish_issue",
        "issues.withdraw_issue",
        "issues.delete_issue",
        "issues.add_masthead",
        "issues.change_masthead",
        "articles.add_publication",
        "articles.change_publication",
        "articles.add_section",
        "articles.change_section",
        "articles.delete_section",
        "articles.delete_article",
        "articles.delete_photo",
        "articles.delete_reporter",
        "articles.delete_official",
        "articles.view_auditentry",
    ],
]
ROLES = {"记者 Reporters": REPORTER, "编辑 Editors": EDITOR, "总编 Chief editors": CHIEF}


def create(apps, schema_editor):
    _make_permissions(apps, schema_editor.connection.alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    known = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in Permission.objects.select_related("content_type")
    }
    for name, rights in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([known[right] for right in rights])


def _make_permissions(apps, alias):
    """Django makes them only after the last migration; the roles need them now."""
    from django.apps import apps as live
    from django.contrib.auth.management import create_permissions

    for label in ("articles", "issues"):
        create_permissions(live.get_app_config(label), apps=live, using=alias, verbosity=0)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0001_initial"),
        ("articles", "0002_append_only_audit"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(create, remove)]
