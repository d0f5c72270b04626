import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROLES = ("编辑 Editors", "总编 Chief editors")


def grant(apps, schema_editor):
    """Django makes a right only after the last migration; the roles need it now."""
    from django.apps import apps as live
    from django.contrib.auth.management import create_permissions

    alias = schema_editor.connection.alias
    create_permissions(live.get_app_config("issues"), apps=live, using=alias, verbosity=0)
    right = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="issues", codename="lock_page"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0014_presence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="issue",
            options={
                "ordering": ["-date", "-number"],
                "permissions": [
                    ("import_issue", "May import an issue"),
                    ("compose_issue", "May compose pages"),
                    ("export_issue", "May export for print"),
                    ("publish_issue", "May publish an issue"),
                    ("withdraw_issue", "May withdraw an issue"),
                    ("release_issue", "May release to print"),
                    ("sign_page", "May sign pages"),
                    ("lock_page", "May lock pages"),
                ],
                "verbose_name": "issue",
                "verbose_name_plural": "issues",
            },
        ),
        migrations.AddField(
            model_name="page",
            name="locked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="page",
            name="locked_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="locked_name",
            field=models.CharField(blank=True, editable=False, max_length=150),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop, elidable=False),
    ]
