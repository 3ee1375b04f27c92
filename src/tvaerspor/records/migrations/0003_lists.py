"""What changed lately at a unit is found by an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes on the referrals."""

    dependencies = [("records", "0002_guards")]

    operations = [
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["sender", "changed_at"], name="referral_sent_lately"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["receiver", "changed_at"], name="referral_received_lately"),
        ),
    ]
