import django.db.models.deletion
from django.db import migrations, models

from talkoot.core.schema import CreateModels


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('networks', '0001_networks'),
    ]

    dependencies = [
        ('events', '0001_first_release'),
        ('people', '0001_first_release'),
        ('programmes', '0001_first_release'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Network',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('kind', models.CharField(choices=[('development', 'development network'), ('partner', 'learning network with a partner'), ('own', "learning network of the programme's own"), ('born', 'born of workshops')], max_length=12, verbose_name='kind')),
                    ('code', models.SlugField(max_length=60)),
                    ('name', models.CharField(max_length=160, verbose_name='name')),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('source', models.CharField(blank=True, max_length=60)),
                    ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='networks', to='programmes.programme')),
                    ('series', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='events.series')),
                ],
                options={
                    'verbose_name': 'network',
                    'verbose_name_plural': 'networks',
                    'ordering': ['starts_on', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='network_code_once')],
                },
            ),
            migrations.CreateModel(
                name='NetworkMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                    ('persons', models.PositiveSmallIntegerField(default=1)),
                    ('joined_on', models.DateField()),
                    ('left_on', models.DateField(blank=True, null=True)),
                    ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='networks.network')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='people.organisation')),
                ],
                options={
                    'verbose_name': 'member of a network',
                    'verbose_name_plural': 'members of networks',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('network', 'organisation'), name='network_member_once')],
                },
            ),
        ]),
    ]
