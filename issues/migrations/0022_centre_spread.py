from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether the centre pages of an issue are one double page."""

    dependencies = [("issues", "0021_longer_house_rule_subjects")]

    operations = [
        migrations.AddField(
            model_name="issue",
            name="centre_spread",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="centre pages as one double page"
            ),
        ),
    ]
