"""Records of the other published programmes, where a whole count tells how many there were.

Only these can be made so: the teams of the Ecosystem School's earlier rounds, and the impact
programmes of the National Agency for Education. Espoo tells of its steering groups a share and no
number of members, and the School's least number of team meetings is a wish, not a count.
"""

from talkoot.engagements.models import Team
from talkoot.events.models import Series
from talkoot.home.reconstruction.pool import MARK, moment, save
from talkoot.programmes.models import Offering, OfferingKind, Programme

# When the rounds were, the source does not tell.
SCHOOL_TEAMS = {"Ekosysteemikoulu 1.0": 11, "Kohti kokeilevaa ekosysteemitoimintaa": 11}
IMPACT_PROGRAMMES = 9


def make_school_teams(programme: Programme) -> None:
    """Teams of the rounds before this one: known by the first day of the programme."""
    told_at = moment(programme.starts_on)
    rounds = {row.title: row for row in Series.objects.filter(programme=programme)}
    save(
        [
            Team(
                programme=programme,
                series=rounds[title],
                name=f"Tiimi {number:02}, {title} ({MARK})",
                state=Team.State.FINISHED,
                created_at=told_at,
                state_changed_at=told_at,
                is_demo=True,
            )
            for title, count in SCHOOL_TEAMS.items()
            for number in range(1, count + 1)
        ]
    )


def make_impact_programmes(programme: Programme) -> None:
    """Nine, whose names the source leaves out."""
    period = programme.periods.first()
    save(
        [
            Offering(
                programme=programme,
                period=period,
                slug=f"{MARK}-{number}",
                order=number,
                kind=OfferingKind.SUB_PROGRAMME,
                name_fi=f"Vaikutusohjelma {number} ({MARK})",
                summary_fi="Rekonstruktio julkaistusta luvusta: lähde ei kerro ohjelman nimeä.",
            )
            for number in range(1, IMPACT_PROGRAMMES + 1)
        ]
    )
