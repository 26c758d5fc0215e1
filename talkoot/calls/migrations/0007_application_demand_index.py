from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0006_expert_choice'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['call', 'state', 'organisation', 'submitted_at'], name='application_demand'),
        ),
    ]
