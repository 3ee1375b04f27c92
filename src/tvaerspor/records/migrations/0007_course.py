"""Group courses, and rehabilitation plans with their history."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tvaerspor.records.append_only import REHABILITATION_LOGS, guarding


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_planner"),
    ]

    operations = [
        migrations.CreateModel(
            name="RehabilitationEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("role", models.CharField(blank=True, max_length=40)),
                ("data", models.TextField(default="{}")),
            ],
        ),
        migrations.CreateModel(
            name="RehabilitationPlan",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("level", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=12)),
                ("need_sealed", models.BinaryField()),
                ("discharged_on", models.DateField()),
                ("not_before", models.DateField(null=True)),
                ("offered_on", models.DateField(null=True)),
                ("started_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("due", models.DateField(null=True)),
                ("pauses", models.TextField(default="[]")),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("received_at", models.DateTimeField()),
                ("version_number", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=60)),
                ("activity", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=12)),
                ("places", models.PositiveSmallIntegerField()),
                ("least", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("days", models.TextField(default="[]")),
                ("reason", models.TextField(blank=True)),
                ("version_number", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="records.unit"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.programmeversion"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("standing", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="records.course"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="records.group"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="session",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="records.group"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["group", "on"], name="session_by_group"),
        ),
        migrations.AddField(
            model_name="rehabilitationevent",
            name="actor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="rehabilitationevent",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.unit"
            ),
        ),
        migrations.AddField(
            model_name="rehabilitationplan",
            name="citizen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rehabilitation_plans", to="records.citizen"
            ),
        ),
        migrations.AddField(
            model_name="rehabilitationplan",
            name="hospital",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sent_plans", to="records.unit"
            ),
        ),
        migrations.AddField(
            model_name="rehabilitationplan",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rehabilitation_plans",
                to="records.referral",
            ),
        ),
        migrations.AddField(
            model_name="rehabilitationplan",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="received_plans", to="records.unit"
            ),
        ),
        migrations.AddField(
            model_name="rehabilitationevent",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="records.rehabilitationplan"
            ),
        ),
        migrations.AddIndex(
            model_name="group",
            index=models.Index(fields=["unit", "state", "starts_on"], name="group_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(fields=("group", "course"), name="enrolled_once"),
        ),
        migrations.AddIndex(
            model_name="rehabilitationplan",
            index=models.Index(fields=["unit", "state", "due"], name="rehab_by_unit"),
        ),
        migrations.AddIndex(
            model_name="rehabilitationplan",
            index=models.Index(fields=["hospital", "state", "due"], name="rehab_by_hospital"),
        ),
        migrations.AddIndex(
            model_name="rehabilitationevent",
            index=models.Index(fields=["plan", "id"], name="rehab_event_by_plan"),
        ),
        guarding(REHABILITATION_LOGS),
    ]
