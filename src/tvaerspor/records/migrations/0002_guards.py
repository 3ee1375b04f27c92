"""The logs refuse changes, and keyed names are compared by bytes."""

from django.db import migrations

from tvaerspor.records.append_only import compare_as_before, compare_by_bytes, guard_logs, unguard_logs


class Migration(migrations.Migration):
    dependencies = [("records", "0001_tables")]
    operations = [
        migrations.RunPython(guard_logs, unguard_logs),
        migrations.RunPython(compare_by_bytes, compare_as_before),
    ]
