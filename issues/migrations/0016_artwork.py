"""Advertisements, notices and fixed boxes; who of the newsroom may book them."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

REPORTER = ("view_artwork", "view_artworksize", "view_booking")
EDITOR = (
    *REPORTER,
    *("add_artwork", "change_artwork"),
    *("add_artworksize", "change_artworksize", "delete_artworksize"),
    *("add_booking", "change_booking", "delete_booking"),
)
ROLES = {
    "记者 Reporters": REPORTER,
    "编辑 Editors": EDITOR,
    "总编 Chief editors": (*EDITOR, "delete_artwork"),
}


def grant(apps, schema_editor):
    """Django makes a right only after the last migration; the roles need them now."""
    from django.apps import apps as live
    from django.contrib.auth.management import create_permissions

    alias = schema_editor.connection.alias
    create_permissions(live.get_app_config("issues"), apps=live, using=alias, verbosity=0)
    rights = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="issues")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*rights.filter(codename__in=ROLES[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_resolution_waiver"),
        ("issues", "0015_page_locks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Artwork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("advertisement", "advertisement"),
                            ("notice", "public-service notice"),
                            ("box", "fixed box"),
                        ],
                        default="advertisement",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="advertiser or source"
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        help_text="What it says and shows, for those who cannot see.",
                        max_length=200,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="may run from"),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="may run to")),
                (
                    "is_filler",
                    models.BooleanField(
                        default=False,
                        help_text="The composer may use it, unbooked, where copy is short. Notices only.",
                        verbose_name="fills up pages",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="artwork",
                        to="articles.publication",
                        verbose_name="publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "advertisement or artwork",
                "verbose_name_plural": "advertisements and artwork",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ArtworkSize",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "columns",
                    models.PositiveSmallIntegerField(
                        help_text="How wide it is printed; its proportions say how many rows it takes.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="columns",
                    ),
                ),
                (
                    "resolution_waiver",
                    models.CharField(
                        blank=True,
                        help_text="Why a picture with too few pixels is printed all the same.",
                        max_length=120,
                        verbose_name="printed though too small",
                    ),
                ),
                (
                    "artwork",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sizes",
                        to="issues.artwork",
                        verbose_name="artwork",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="artwork_sizes",
                        to="articles.photo",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "size",
                "verbose_name_plural": "sizes",
                "ordering": ["columns", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("any", "anywhere"),
                            ("foot_right", "foot, right"),
                            ("foot_left", "foot, left"),
                            ("foot", "foot"),
                            ("top_right", "top right"),
                        ],
                        default="any",
                        max_length=20,
                        verbose_name="place",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookings",
                        to="issues.issue",
                        verbose_name="issue",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the composer chooses.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bookings",
                        to="issues.page",
                        verbose_name="page",
                    ),
                ),
                (
                    "size",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="issues.artworksize",
                        verbose_name="artwork and size",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "advertisements and fixed boxes of this issue",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="artwork",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_filler", False), ("nature", "notice"), _connector="OR"),
                name="artwork_filler_is_a_notice",
                violation_error_message="Only a public-service notice may fill up pages: an advertisement is booked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="artwork",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="artwork_runs_forward",
                violation_error_message="The last day lies before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="artworksize",
            constraint=models.UniqueConstraint(
                fields=("artwork", "columns", "photo"),
                name="artwork_size_once",
                violation_error_message="This artwork has that picture at that width already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                fields=("issue", "size"),
                name="booking_once_an_issue",
                violation_error_message="This artwork is booked in the issue already.",
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
