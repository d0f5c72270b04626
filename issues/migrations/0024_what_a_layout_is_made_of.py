from django.db import migrations, models


class Migration(migrations.Migration):
    """A page knows which of its stories, or whether its type and masthead, changed since."""

    dependencies = [("issues", "0023_composing_in_the_background")]

    operations = [
        migrations.AddField(
            model_name="pagelayout",
            name="made_of",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Hashes, part by part: `issues.dummy.made_of`.",
            ),
        ),
    ]
