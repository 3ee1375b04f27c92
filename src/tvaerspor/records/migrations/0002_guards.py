"""The logs refuse changes, and keyed names are compared by bytes."""

from django.db import migrations

from tvaerspor.records.append_only import (
    LOGS,
    compare_as_before,
    compare_by_bytes,
    drop_refusal,
    guarding,
    make_refusal,
)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_tables")]
    operations = [
        migrations.RunPython(make_refusal, drop_refusal),
        guarding(LOGS),
        migrations.RunPython(compare_by_bytes, compare_as_before),
    ]
