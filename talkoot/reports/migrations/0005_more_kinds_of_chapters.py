from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_isbn_of_a_report'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reportsection',
            name='kind',
            field=models.CharField(choices=[('text', 'text'), ('overview', 'programme and services in brief'), ('goals', 'goals'), ('figures', 'key figures'), ('service', 'service'), ('practices', 'practices'), ('breakthroughs', 'breakthrough innovations'), ('evaluation', 'evaluation and impact chain'), ('recommendations', 'recommendations'), ('future', 'how the work goes on'), ('funding', 'funding'), ('definitions', 'definitions of the figures')], default='text', max_length=20),
        ),
    ]
