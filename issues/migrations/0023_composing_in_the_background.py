from django.db import migrations, models


def told_from_sentence(apps, schema_editor):
    for job in apps.get_model("issues", "Job").objects.exclude(sentence=""):
        job.told = job.sentence.splitlines()
        job.save(update_fields=["told"])


class Migration(migrations.Migration):
    """Composing is work of the worker too; what came of work is said in its reader's language."""

    dependencies = [("issues", "0022_centre_spread")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="asked",
            field=models.JSONField(
                blank=True, default=dict, help_text="What a kind needs to know."
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="told",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What came of it, a sentence each, as `articles.wording.parts_of` has it.",
            ),
        ),
        migrations.RunPython(told_from_sentence, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="job", name="sentence"),
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("compose", "Composing"),
                    ("changed", "Composing what changed"),
                    ("remedy", "Doing what helps"),
                    ("press", "Press PDF"),
                    ("web", "Web edition"),
                    ("proof", "Proof"),
                    ("archive", "Archive PDF"),
                    ("publish", "Publishing"),
                ],
                max_length=10,
                verbose_name="work",
            ),
        ),
    ]
