from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0017_page_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="pagelayout",
            name="emptied",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Page key -> layout taken off in the same step; on one layout of the step.",
            ),
        ),
    ]
