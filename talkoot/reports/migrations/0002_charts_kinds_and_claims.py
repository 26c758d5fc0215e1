from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0001_first_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('final', 'final report'), ('brochure', 'brochure')], default='final', max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='reportfile',
            name='claimed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reportsection',
            name='charts',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='reportsection',
            name='kind',
            field=models.CharField(choices=[('text', 'text'), ('overview', 'programme and services in brief'), ('goals', 'goals'), ('figures', 'key figures'), ('service', 'service'), ('practices', 'practices'), ('evaluation', 'evaluation and impact chain'), ('recommendations', 'recommendations'), ('funding', 'funding'), ('definitions', 'definitions of the figures')], default='text', max_length=20),
        ),
    ]
