from typing import Any

import django.core.validators
from django.db import migrations, models


def let_unnamed_issues_grow(apps: Any, schema_editor: Any) -> None:
    """Nobody said how many pages these have."""
    issues = apps.get_model("issues", "Issue").objects
    issues.exclude(pages__name__gt="").update(grows=True)


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0016_artwork"),
    ]

    operations = [
        migrations.AddField(
            model_name="masthead",
            name="page_unit",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: 4 for a tabloid, 2 for a broadsheet. 1: single leaves.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(32),
                ],
                verbose_name="pages printed together",
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="grows",
            field=models.BooleanField(
                default=False,
                help_text="Else as many as are laid out: what is missing or over is said.",
                verbose_name="as many pages as the copy needs",
            ),
        ),
        migrations.RunPython(let_unnamed_issues_grow, migrations.RunPython.noop, elidable=True),
    ]
