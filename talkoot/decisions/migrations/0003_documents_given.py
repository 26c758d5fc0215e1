from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0002_request_of_joint_applicant'),
        ('files', '0002_redacted_copy'),
    ]

    operations = [
        migrations.AddField(
            model_name='informationrequest',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='+', to='files.storedfile', verbose_name='documents given'),
        ),
        migrations.AddField(
            model_name='informationrequest',
            name='token_hash',
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
    ]
