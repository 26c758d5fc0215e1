"""A programme's records generated from what its source published, so that figures can be proved.

Kunteko ran before this register. Its source tells how many, seldom which: the records made here
give the published counts and are invented in everything else. Each carries the demo mark and the
word "rekonstruktio"; persons are numbers, and real organisations appear only where the source names
them. The generator is deterministic: the same records every time. Of two other programmes the
source gives whole counts of what they had (others.py).
"""

from django.db import transaction
from django.utils import timezone, translation

from talkoot.core.refusals import NotAllowed
from talkoot.home.reconstruction import (
    communications,
    evaluation,
    networks,
    others,
    practices,
    services,
    sparring,
    surveys,
)
from talkoot.home.reconstruction.pool import Pool
from talkoot.programmes.models import Programme

SLUG = "kunteko"


def _make_kunteko(programme: Programme) -> None:
    pool = Pool(programme)
    sparring.make(pool)
    services.make(pool)
    networks.make(pool)
    practices.make(pool)
    communications.make(pool)
    evaluation.make(pool)
    surveys.make(pool)


MAKERS = {
    SLUG: _make_kunteko,
    "ekosysteemikoulu": others.make_school_teams,
    "oph-vaikutusohjelmat": others.make_impact_programmes,
}


def reconstruct(slug: str = SLUG) -> Programme:
    """Generate the programme's records, all in one transaction, and count its surveys.

    Refuses when it has been done, for a second time would double the figures. Call after
    load_reference and load_forms.
    """
    with transaction.atomic(), translation.override("fi"):
        programme = Programme.objects.select_for_update().get(slug=slug)
        if programme.reconstructed_at:
            raise NotAllowed("The programme has been reconstructed already.")
        MAKERS[slug](programme)
        programme.reconstructed_at = timezone.now()
        programme.save(update_fields=["reconstructed_at"])
    if slug == SLUG:
        surveys.count()
    return programme
