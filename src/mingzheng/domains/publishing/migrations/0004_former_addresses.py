"""Old addresses are looked up by a key of their own: filled for what was brought over before."""

from django.db import migrations, models

from mingzheng.domains.publishing.migrating.old_addresses import key_of


def fill_keys(apps, schema_editor):
    """Give every migrated item with an old address its key."""
    item = apps.get_model("publishing", "Item")
    rows = []
    for row in item.objects.exclude(former_address="").only("former_address").iterator(chunk_size=500):
        row.former_key = key_of(row.former_address)
        rows.append(row)
    item.objects.bulk_update(rows, ["former_key"], batch_size=500)


class Migration(migrations.Migration):
    """Adds the key and its index."""

    dependencies = [("publishing", "0003_by_unit")]

    operations = [
        migrations.AddField("item", "former_key", models.CharField(blank=True, default="", max_length=500)),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AddIndex(
            "item",
            models.Index(
                fields=["former_key"], name="publishing_item_former", condition=models.Q(("former_key", ""), _negated=True)
            ),
        ),
    ]
