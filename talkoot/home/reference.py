"""All reference data in the order in which the parts need each other."""

from django.db import transaction

from talkoot.decisions.reference import load_aid_rules
from talkoot.events.reference import load_series, load_templates
from talkoot.experts.reference import load_procurement_rules
from talkoot.games.reference import load_decks
from talkoot.governance.reference import load_governance
from talkoot.impact.reference import load_impact
from talkoot.outreach.reference import load_outreach
from talkoot.people.reference import load_municipalities, load_organisations
from talkoot.practices.reference import load_curated_lists
from talkoot.programmes.reference import load_programmes, load_themes_and_sectors
from talkoot.search.actions.synonyms import load_synonyms


@transaction.atomic
def load_reference() -> None:
    """Load everything of the data folder. A second load writes nothing."""
    load_municipalities()
    load_organisations()
    load_themes_and_sectors()
    load_programmes()
    load_aid_rules()
    load_procurement_rules()
    load_series()
    load_templates()
    load_decks()
    load_curated_lists()
    load_outreach()
    load_synonyms()
    load_impact()
    load_governance()
