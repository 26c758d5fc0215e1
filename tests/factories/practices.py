"""Practices, adoptions and curated lists."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.people.models import Organisation, User
from talkoot.practices.models import Adoption, CuratedList, Practice
from talkoot.programmes.models import Programme
from tests.factories.people import make_organisation, make_user, next_number, the_organisation
from tests.factories.programmes import make_sector, the_programme


def make_practice(
    title: str = "",
    *,
    state: str = Practice.State.PUBLISHED,
    programme: Programme | None = None,
    organisation: Organisation | None = None,
    **fields: Any,
) -> Practice:
    """A whole practice; only an action puts it into the search index."""
    number = next_number()
    published = state == Practice.State.PUBLISHED
    if "sector" not in fields:
        fields["sector"] = make_sector()
    values = {
        "slug": f"teko-{number}",
        "gist": "Henkilöstö suunnittelee vuorot yhdessä.",
        "unit_name": "Varhaiskasvatus",
        "need": "Vaihtuvuus oli suurta.",
        "what_was_done": "Sovittiin yhteiset pelisäännöt.",
        "who_took_part": "Koko henkilöstö.",
        "results": "Sairauspoissaolot vähenivät.",
        "may_publish": state != Practice.State.DRAFT,
        "published_at": timezone.now() if published else None,
    }
    return Practice.objects.create(
        title=title or f"Työvuorot yhdessä {number}",
        state=state,
        programme=programme or the_programme(),
        organisation=organisation or the_organisation(),
        **{**values, **fields},
    )


def make_adoption(
    practice: Practice | None = None,
    *,
    organisation: Organisation | None = None,
    stated_by: User | None = None,
    **fields: Any,
) -> Adoption:
    """Another organisation's adoption, confirmed and with its one move so far.

    The practice's adoption_count is left to the action.
    """
    values = {
        "stage": Adoption.Stage.IN_USE,
        "fidelity": Adoption.Fidelity.ADAPTED,
        "note": "Aloitimme yhdestä päiväkodista.",
        "adopted_on": timezone.localdate() - datetime.timedelta(days=60),
        "confirmed_at": timezone.now(),
    }
    adoption = Adoption.objects.create(
        practice=practice or make_practice(),
        organisation=organisation or make_organisation(),
        stated_by=stated_by or make_user(),
        **{**values, **fields},
    )
    adoption.moves.create(stage=adoption.stage, moved_on=adoption.adopted_on)
    return adoption


def make_curated_list(
    programme: Programme | None = None, *, practices: list[Practice] | None = None, **fields: Any
) -> CuratedList:
    values = {"title_fi": "Toimiston poiminnat", "title_sv": "Urval", "title_en": "Our picks"}
    curated = CuratedList.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )
    curated.practices.set(practices or [])
    return curated
