from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="discount",
            field=models.FloatField(default=0.1, help_text="Rate a year."),
        ),
        migrations.AddField(
            model_name="workspace",
            name="stated_currency",
            field=models.CharField(blank=True, help_text="Empty: as the orders say.", max_length=3),
        ),
        migrations.AddField(
            model_name="workspace",
            name="value_horizon",
            field=models.CharField(default="3 years", help_text="How far ahead value looks.", max_length=20),
        ),
        migrations.AddField(
            model_name="workspace",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Of what people settle; one more with every change."
            ),
        ),
        migrations.AlterField(
            model_name="workspace",
            name="currency",
            field=models.CharField(
                blank=True, help_text="In which the pages show money: stated, or found.", max_length=3
            ),
        ),
    ]
