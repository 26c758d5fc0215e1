"""Kept levels, juries, the programme's part and the models of the curve."""

import datetime
import math

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.data import read_rows
from talkoot.people.models import OrganisationSuccession
from talkoot.practices.actions import diffusion as actions
from talkoot.practices.actions.adoptions import count_adoptions
from talkoot.practices.curve_fits import fit, per_period, refusal
from talkoot.practices.jobs import fit_curves
from talkoot.practices.models import Adoption, Contribution, CurveFit, Practice
from talkoot.practices.queries.diffusion import spread_summary
from talkoot.practices.queries.levels import levels_apart
from talkoot.practices.queries.register import register_on
from talkoot.practices.queries.spread import level_now, spread_of
from talkoot.practices.rules.adoptions import is_own
from talkoot.practices.rules.eligible import COUNTY_CODES, region_of_county
from tests.factories.diffusion import make_contribution, make_jury_statement, make_spread
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db
MEASURED = {
    "results": "Sairauspoissaolot vähenivät puolella.",
    "how_measured": "Verrattiin kahta vuotta henkilöstöjärjestelmästä.",
    "evidence": Practice.Evidence.MEASURED,
}


def make_organisations_of_the_register(count):
    """So many that could adopt that a few adopters are no tenth of them."""
    for _number in range(count):
        make_organisation(kind="municipality")


def fresh(practice):
    return Practice.objects.select_related("organisation", "sector").get(pk=practice.pk)


def test_level_moves_with_the_adopters(programme):
    practice = make_practice(**MEASURED)
    levels = [actions.keep_level(practice)]
    adoptions = make_spread(practice, 5)
    for row in adoptions[1:]:
        row.delete()
    levels.append(actions.keep_level(practice))
    Adoption.objects.filter(practice=practice).delete()
    make_organisations_of_the_register(60)
    adoptions = make_spread(practice, 5)
    levels.append(actions.keep_level(practice))
    assert levels == [1, 2, 3] and fresh(practice).level == 3
    last = LogEntry.objects.filter(key="practices.level.changed").latest("pk")
    assert (last.before, last.after) == ({"level": 2}, {"level": 3})
    adoptions[0].moves.create(stage=Adoption.Stage.DROPPED, moved_on=timezone.localdate())
    assert actions.keep_level(practice) == 2


def breakthrough(programme):
    practice = make_practice(**MEASURED)
    make_organisations_of_the_register(20)
    adoptions = make_spread(practice, 10, days=100, benefit=4, replaced_old=True)
    for adoption in adoptions[:6]:
        adoption.moves.create(stage=Adoption.Stage.ESTABLISHED, moved_on=timezone.localdate())
    return practice


def test_breakthrough_needs_the_jury_s_written_yes(programme):
    practice = breakthrough(programme)
    assert actions.keep_level(practice) == 4
    make_jury_statement(practice, grounds="   ")
    assert actions.keep_level(practice) == 4
    make_jury_statement(practice)
    assert actions.keep_level(practice) == 5
    make_jury_statement(practice, is_confirmed=False)
    assert actions.keep_level(practice) == 4


def test_statement_to_come_does_not_count_yet(programme):
    practice = breakthrough(programme)
    make_jury_statement(practice, stated_on=timezone.localdate() + datetime.timedelta(days=1))
    assert level_now(fresh(practice)) == 4


@pytest.mark.parametrize(("state", "grounds"), [("draft", "Hyvä."), ("published", "  ")])
def test_jury_is_refused_without_grounds_or_publishing(office_user, state, grounds):
    with pytest.raises(NotAllowed):
        actions.record_jury(
            make_practice(state=state),
            is_confirmed=True,
            grounds=grounds,
            jury="Raati",
            stated_on=timezone.localdate(),
            by=office_user,
        )


def test_recount_equals_what_the_actions_keep(programme, office_user):
    """Practices of every kind: the database's way to level 0 and 1 agrees with the rule's."""
    rows = [
        make_practice(**MEASURED),
        make_practice(),
        make_practice(**{**MEASURED, "status": "ended"}),
        make_practice(**{**MEASURED, "kind": "experiment"}),
        make_practice(**MEASURED, state="withdrawn"),
        breakthrough(programme),
    ]
    make_organisations_of_the_register(60)
    make_spread(rows[1], 5)
    make_adoption(rows[0], confirmed_at=None)
    make_adoption(rows[2], state=Adoption.State.REMOVED)
    for row in rows:
        actions.keep_level(fresh(row))
    assert levels_apart(programme.pk) == {}
    wanted = {row.pk: fresh(row).level for row in rows}
    assert sorted(wanted.values()) == [0, 0, 0, 1, 3, 4]
    Practice.objects.filter(pk__in=wanted).update(level=9)
    assert actions.recount_levels(programme) == len(rows)
    assert {row.pk: fresh(row).level for row in rows} == wanted


def test_recount_costs_the_same_with_any_number(programme, django_assert_num_queries):
    for count in (1, 3):
        for _number in range(count):
            make_spread(make_practice(), 2)
        actions.recount_levels(programme)
        with django_assert_num_queries(11):
            assert levels_apart(programme.pk) == {}


def test_rules_of_one_programme_are_its_own(programme, office_user):
    practice = make_practice()
    make_spread(practice, 1)
    actions.set_level_rules(programme, numbers={"adopters_2": 2}, by=office_user)
    assert level_now(fresh(practice)) == 0
    entry = LogEntry.objects.get(key="practices.level_rules.changed")
    assert (entry.before, entry.after) == ({"adopters_2": 1}, {"adopters_2": 2})


def test_unknown_number_is_a_mistake(programme, office_user):
    with pytest.raises(ValueError, match="ei_ole"):
        actions.set_level_rules(programme, numbers={"ei_ole": 2}, by=office_user)


def rate(practice, user, origin_class):
    return actions.rate_contribution(
        practice, origin_class=origin_class, rating=2, grounds="Toimeksianto.", by=user
    )


def test_programme_does_not_claim_what_was_born_in_the_field(practice, office_user):
    make_contribution(practice)
    with pytest.raises(NotAllowed):
        rate(practice, office_user, Contribution.OriginClass.BY_PROGRAMME)
    assert practice.contribution.origin_class == Contribution.OriginClass.IN_FIELD


def test_claim_stands_on_the_author_s_word_and_the_change_is_logged(office_user):
    practice = make_practice(origin=Practice.Origin.SERVICE)
    make_contribution(practice)
    rate(practice, office_user, Contribution.OriginClass.BY_PROGRAMME)
    entry = LogEntry.objects.get(key="practices.contribution.rated")
    assert (entry.before["origin_class"], entry.after["origin_class"]) == (2, 1)
    assert entry.actor == office_user


def test_summary_counts_regions_of_confirmed_users(practice):
    make_spread(practice, 3)
    make_adoption(practice, stage=Adoption.Stage.TRYING)
    count_adoptions(practice)
    assert spread_summary(practice)["regions"] == 3


def test_summary_and_measures_know_the_region_of_a_county(practice):
    make_spread(practice, 3)
    for key in ("kainuun-hyvinvointialue", "lansi-uudenmaan-hyvinvointialue"):
        county = make_organisation(kind="wellbeing_county", key=key, municipality=None)
        make_adoption(practice, organisation=county)
    make_municipality("205", region_code="18", wellbeing_county_code="20")
    make_municipality("049", region_code="01", wellbeing_county_code="03")
    count_adoptions(practice)
    # Länsi-Uusimaa lies in Uusimaa, where a municipality is already.
    assert spread_summary(practice)["regions"] == len(spread_of(fresh(practice)).regions) == 4


def test_regions_of_counties_are_those_of_their_municipalities():
    codes = {code: key for key, code in COUNTY_CODES.items()}
    for row in read_rows("municipalities.csv"):
        if key := codes.get(row["wellbeing_county_code"]):
            assert region_of_county(key) == row["region_code"]
    assert region_of_county("kuopio") == ""


def test_spread_reads_what_is_confirmed_and_visible(practice):
    make_spread(practice, 2)
    make_adoption(practice, confirmed_at=None)
    make_adoption(practice, state=Adoption.State.REMOVED)
    assert len(spread_of(fresh(practice)).adopters) == 2


def test_eligible_is_the_register_without_the_origin(practice):
    make_organisation(kind="municipality")
    make_organisation(kind="company")
    ended = datetime.date(2020, 12, 31)
    make_organisation(kind="municipality", valid_to=ended)
    now = spread_of(fresh(practice)).eligible_count
    then = spread_of(fresh(practice), ended).eligible_count
    assert then == now + 1


def test_those_who_cannot_adopt_are_not_eligible(practice):
    city = make_organisation(kind="municipality")
    partner = make_organisation(kind="municipality", parent=city)
    practice.partners.add(partner)
    other = make_organisation(kind="municipality")
    invented = [make_organisation(kind="municipality", is_demo=True) for _number in range(2)]
    assert spread_of(fresh(practice)).eligible == {other.pk}
    make_adoption(practice, organisation=invented[0])
    found = spread_of(fresh(practice))
    assert found.eligible == {other.pk, invented[0].pk} and found.reach == 0.5


def test_own_organisations_are_those_that_the_rule_refuses(programme):
    """The register in memory and the database tell the same of what is near an organisation."""
    whole = make_organisation()
    unit, other_unit = (make_organisation(kind="municipal_unit", parent=whole) for _n in range(2))
    company = make_organisation(kind="municipal_company", parent=whole)
    old = make_organisation()
    OrganisationSuccession.objects.create(predecessor=old, successor=whole, on="2020-01-01")
    strangers = [make_organisation(), make_organisation(kind="municipal_unit", parent=old)]
    everybody = [whole, unit, other_unit, company, old, *strangers]
    register = register_on(timezone.localdate())
    for owner in everybody:
        practice = make_practice(organisation=owner)
        near = {row.pk for row in everybody if is_own(practice, row.pk)}
        assert register.own_of([owner]) & {row.pk for row in everybody} == near


# The curve: days made of Bass with known p, q and m.


def bass_days(p=0.03, q=0.5, m=120, periods=16):
    start = datetime.date(2015, 1, 1)

    def reached(at):
        fading = math.exp(-(p + q) * at)
        return m * (1 - fading) / (1 + q / p * fading)

    days = []
    for number in range(periods):
        count = round(reached(number + 1)) - round(reached(number))
        months = 6 * number + 3
        days += [start.replace(year=start.year + months // 12, month=months % 12 + 1)] * count
    return [start, *days]


AS_OF = datetime.date(2023, 1, 1)


def test_bass_finds_what_the_curve_was_made_of():
    found = fit(bass_days(), AS_OF)
    assert (found.reason, found.periods) == ("", 16)
    p, q, m = (found.fits["bass"][name] for name in "pqm")
    for (value, low, high), true in ((p, 0.03), (q, 0.5), (m, 121)):
        assert low <= true <= high and value == pytest.approx(true, rel=0.15)
    assert set(found.fits) == {"bass", "logistic"}
    # The line starts from nobody and ends at those who have begun.
    for kept in found.fits.values():
        assert kept["curve"][-1] == pytest.approx(len(bass_days()), rel=0.02)


@pytest.mark.parametrize("counts", [[12, *[0] * 9], [10, 8, 6, 5, 4, 3, 2, 1]])
def test_model_that_only_stopped_at_its_bounds_is_not_kept(counts):
    start = datetime.date(2015, 1, 15)
    days = [add_months(start, 6 * at) for at, count in enumerate(counts) for _one in range(count)]
    found = fit(days, add_months(start, 6 * len(counts)))
    assert found.fits == {} and found.reason == CurveFit.Reason.NO_FIT


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([5, 9, 12, 9, 4, 2, 1], CurveFit.Reason.FEW_PERIODS),
        ([1, 1, 2, 1, 1, 1, 1, 1], CurveFit.Reason.FEW_ADOPTERS),
        ([1, 2, 3, 4, 5, 6, 7, 8], CurveFit.Reason.BEFORE_PEAK),
        ([1, 2, 3, 4, 9, 6, 8, 7], ""),
        ([], CurveFit.Reason.FEW_PERIODS),
    ],
)
def test_fit_is_refused_without_data(counts, reason):
    assert refusal(counts) == reason


def test_only_whole_half_years_are_counted():
    days = [datetime.date(2024, 1, 15), datetime.date(2024, 8, 1), datetime.date(2025, 2, 1)]
    assert per_period(days, datetime.date(2025, 3, 1)) == [1, 1]


def test_worker_keeps_the_reason_and_does_it_once_a_day(practice):
    make_spread(practice, 10)
    assert fit_curves() == 1
    kept = CurveFit.objects.get(practice=practice)
    assert kept.reason == CurveFit.Reason.FEW_PERIODS and kept.fits == {}
    assert fit_curves() == 0


def test_few_adopters_are_not_looked_at(practice):
    make_spread(practice, 9)
    assert fit_curves() == 0
