"""Only names that people read: nothing in the tables changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_headline_length"),
    ]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="publication",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="imports",
                to="articles.publication",
                verbose_name="publication",
            ),
        ),
        migrations.AlterField(
            model_name="official",
            name="name",
            field=models.CharField(max_length=40, verbose_name="full name"),
        ),
        migrations.AlterField(
            model_name="publication",
            name="slug",
            field=models.SlugField(
                help_text="The paper’s part of the address.",
                unique=True,
                verbose_name="web address",
            ),
        ),
        migrations.AlterField(
            model_name="reporter",
            name="name",
            field=models.CharField(max_length=40, verbose_name="full name"),
        ),
    ]
