"""A headline has at most 200 characters, whoever writes it: no change to the table."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_append_only_audit"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="headline",
            field=models.TextField(
                help_text="A line break here is kept in print as your own break.",
                max_length=200,
                validators=[django.core.validators.MaxLengthValidator(200)],
                verbose_name="headline",
            ),
        ),
    ]
