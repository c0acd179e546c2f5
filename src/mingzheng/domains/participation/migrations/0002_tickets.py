"""A ticket of the national platform is registered once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the number of the ticket an error came as."""

    dependencies = [("participation", "0001_initial")]

    operations = [
        migrations.AddField(
            "siteerror", "ticket", models.CharField("平台工单", blank=True, default="", max_length=80)
        ),
        migrations.AddConstraint(
            "siteerror",
            models.UniqueConstraint(
                condition=models.Q(("ticket", ""), _negated=True), fields=("ticket",), name="participation_ticket_once"
            ),
        ),
    ]
