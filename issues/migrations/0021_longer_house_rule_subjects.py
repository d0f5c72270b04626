from django.db import migrations, models


class Migration(migrations.Migration):
    """The breach of a page without a picture names every story that has one."""

    dependencies = [
        ("issues", "0020_house_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="houseruleoverride",
            name="subject",
            field=models.CharField(
                help_text="Rule and stories: the key of the breach, `houserules.Broken`.",
                max_length=600,
            ),
        ),
    ]
