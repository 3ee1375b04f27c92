"""Who offers what, what is paid, and open offers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tvaerspor.records.append_only import DUTY_LOGS, guarding


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenOffer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=100)),
                ("about", models.TextField(blank=True)),
                ("place", models.CharField(max_length=150)),
                ("programme", models.CharField(blank=True, max_length=60)),
                ("seats", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="open_offers", to="records.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpenDate",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField(db_index=True)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dates", to="records.openoffer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaidTime",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("on", models.DateField()),
                ("minutes", models.SmallIntegerField()),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("words_sealed", models.BinaryField(null=True)),
                ("attached_sealed", models.BinaryField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.citizen"
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="records.paidtime",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="heard_times", to="records.unit"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paid_times", to="records.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("region", models.CharField(max_length=20)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SettlementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("minutes", models.IntegerField()),
                ("kroner", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "practice",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.unit"),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="records.settlement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SettledTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "paid_time",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settled", to="records.paidtime"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="times", to="records.settlementline"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tariff",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("kroner_per_hour", models.DecimalField(decimal_places=2, max_digits=10)),
                ("price_level", models.CharField(max_length=10)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="records.tariff",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="settlementline",
            name="tariff",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.tariff"),
        ),
        migrations.CreateModel(
            name="Teaching",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=100)),
                ("on", models.DateField(db_index=True)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.unit"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="paidtime",
            name="teaching",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="records.teaching",
            ),
        ),
        migrations.CreateModel(
            name="UnmetNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("municipality", models.CharField(max_length=4)),
                ("programme", models.CharField(max_length=60)),
                ("wished", models.CharField(max_length=60)),
                ("fallback", models.CharField(max_length=60)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unmet_needs", to="records.referral"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("municipality", models.CharField(max_length=4)),
                ("programme", models.CharField(blank=True, max_length=60)),
                ("offer", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("has_offer", models.BooleanField(null=True)),
                ("joined", models.BooleanField(null=True)),
                ("dynamic_referral", models.BooleanField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="records.agreementrow",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "programme"], name="agreement_by_municipality")],
            },
        ),
        migrations.CreateModel(
            name="CriterionRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("criterion", models.CharField(max_length=1)),
                ("is_met", models.BooleanField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("evidence", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="records.criterionrow",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="criteria", to="records.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "criterion"], name="criterion_by_unit")],
            },
        ),
        migrations.CreateModel(
            name="OpenAttendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.citizen"
                    ),
                ),
                (
                    "date",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="records.opendate"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("date", "citizen"), name="open_attendance_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(fields=("region", "last_day"), name="settlement_once"),
        ),
        migrations.AddIndex(
            model_name="paidtime",
            index=models.Index(fields=["practice", "on"], name="paid_time_by_practice"),
        ),
        migrations.AddIndex(
            model_name="paidtime",
            index=models.Index(fields=["other", "on"], name="paid_time_by_other"),
        ),
        migrations.AddIndex(
            model_name="unmetneed",
            index=models.Index(fields=["on", "municipality"], name="unmet_by_day"),
        ),
        migrations.AddConstraint(
            model_name="unmetneed",
            constraint=models.UniqueConstraint(fields=("referral", "wished"), name="unmet_once"),
        ),
        guarding(DUTY_LOGS),
    ]
