"""All reference data in the order in which the parts need each other."""

from hashlib import sha256

from django.db import transaction

from talkoot.audit.actions import record_load
from talkoot.data import FOLDER
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
from talkoot.search.actions import remember_tokens
from talkoot.search.actions.synonyms import load_synonyms
from talkoot.search.place_forms import PLACE_FORMS

LOADED = "home.reference.loaded"


@transaction.atomic
def load_reference() -> None:
    """Load everything of the data folder once; then the office may change, rename and remove it.

    A release whose data differ is loaded again, and corrects what differs from them.
    """
    if record_load(LOADED, _version()):
        load_everything()


def _version() -> str:
    """What the files of the data folder hold, in 40 letters."""
    found = sha256()
    for path in sorted(FOLDER.rglob("*.[cj]s*")):
        found.update(path.read_bytes())
    return found.hexdigest()[:40]


def load_everything() -> None:
    """Every part in its order. A second load writes nothing."""
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
    remember_tokens(PLACE_FORMS)
    load_impact()
    load_governance()
