"""What has been counted of the answers."""

from django.db import models

from talkoot.programmes.models import Programme
from talkoot.surveys.round_models import Round


class Tally(models.Model):
    """The answers to one item of a round, in all or in one group of one dimension.

    `item_code` is the item's code, of a matrix "item.row". `counts` is {option: how many} over the
    valid answers, without "cannot say"; `n` the valid answers; `cannot_say` and `missing` (asked,
    not answered) apart. `figures` are the statistics that the worker has computed of them. What may
    be shown of a tally, surveys.suppression decides, never the reader of the row.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies")
    item_code = models.CharField(max_length=130)
    dimension = models.CharField(max_length=30, blank=True)
    group = models.CharField(max_length=80, blank=True)
    n = models.PositiveIntegerField()
    cannot_say = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "item_code", "dimension", "group"], name="tally_once"
            )
        ]


class FamilySum(models.Model):
    """What may be seen of a family's counted rounds as a whole, in all or by one dimension.

    Pages of a service or a programme would else read a hundred thousand tallies. `cells` are
    [questionnaire, group, item code, n, cannot say, missing, {option: how many}, sum of numbers,
    whether some answers are hidden]. `is_in_full` holds for the office, of identified rounds.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    family = models.CharField(max_length=250)
    is_identified = models.BooleanField()
    is_in_full = models.BooleanField()
    dimension = models.CharField(max_length=30, blank=True)
    rounds = models.JSONField(default=list)
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "family", "dimension", "is_in_full"], name="family_sum_once"
            )
        ]


class ShareInterval(models.Model):
    """The 95 % Wilson interval of `count` out of `n`, in per cent, as the worker computed it.

    Pages read it here: what computes it is too heavy for a web process.
    """

    count = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    low = models.FloatField()
    high = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["n", "count"], name="share_interval_once")]
