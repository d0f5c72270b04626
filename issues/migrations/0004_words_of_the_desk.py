"""Only names that people read: nothing in the tables changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0003_whole_pins"),
    ]

    operations = [
        migrations.AlterField(
            model_name="editionfile",
            name="engine",
            field=models.CharField(max_length=40, verbose_name="made by"),
        ),
        migrations.AlterField(
            model_name="editionfile",
            name="is_current",
            field=models.BooleanField(default=True, verbose_name="the newest"),
        ),
        migrations.AlterField(
            model_name="editionfile",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="issues.issue",
                verbose_name="issue",
            ),
        ),
    ]
