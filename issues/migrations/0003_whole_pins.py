"""A pinned place is a whole rectangle: NULL slipped through the comparison."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_append_only_audit"),
        ("issues", "0002_roles"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="placement",
            name="placement_pin_is_a_rectangle",
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pin_column__isnull", True),
                        ("pin_columns__isnull", True),
                        ("pin_row__isnull", True),
                        ("pin_rows__isnull", True),
                    ),
                    models.Q(
                        ("pin_column__isnull", False),
                        ("pin_columns__gte", 1),
                        ("pin_columns__isnull", False),
                        ("pin_row__isnull", False),
                        ("pin_rows__gte", 1),
                        ("pin_rows__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="placement_pin_is_a_rectangle",
                violation_error_message="A pinned place is a whole rectangle.",
            ),
        ),
    ]
