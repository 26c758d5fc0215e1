"""What may be asked of figures, and what is told when it may not."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from talkoot.core.figures import Filters, all_figures, count_figures, get_figure
from talkoot.home.figure_choices import Unknown, notes_on_day, read_day, read_filters, refusal
from talkoot.home.queries import as_query, figure_rows
from talkoot.people.models import OrganisationSuccession
from talkoot.people.queries import carried_on
from talkoot.people.sizes import STAFF_SIZES
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_offering, make_period
from tests.figures import UNFILTERED, make_records

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NEXT_YEAR = {
    "starts_on": datetime.date(TODAY.year + 1, 1, 1),
    "ends_on": datetime.date(TODAY.year + 1, 12, 31),
}


@pytest.mark.parametrize(
    "asked", [{"period": "9"}, {"service": "ei-ole"}, {"region": "99"}, {"kind": "puoji\x00"}]
)
def test_unknown_filter_tells_what_there_is(programme, asked):
    make_period(programme)
    with pytest.raises(Unknown) as refused:
        read_filters(programme, asked)
    assert f"{next(iter(asked.values()))}”" in str(refused.value)


def test_every_figure_that_knows_a_filter_can_be_counted_by_it(programme):
    make_records()
    period = make_period(programme, starts_on=TODAY, ends_on=TODAY)
    everything = {
        "period": period,
        "service": programme.offerings.first(),
        "region": "06",
        "kind": "municipality",
        "size": STAFF_SIZES["under-50"],
        "merged": "yes",
    }
    counted = 0
    for figure in all_figures():
        filters = Filters(**{name: everything[name] for name in figure.filters})
        found = count_figures([figure], programme, TODAY, filters)[figure.id]
        list(found.records)
        asked = figure.asked(programme, TODAY, filters)
        if figure.parts:
            figure.parts(*asked)
        if figure.breakdown:
            figure.breakdown.rows(*asked)
        counted += bool(figure.filters)
    assert counted > 120


def test_filters_leave_what_is_not_asked_for(programme):
    make_records()
    now = make_period(programme, starts_on=TODAY, ends_on=TODAY)
    nothing = {
        "period": make_period(programme, order=2, **NEXT_YEAR),
        "service": make_offering(programme),
        "region": "21",
        "kind": "education",
        "size": STAFF_SIZES["under-50"],  # Nobody has told how many they are.
    }
    for name, value in nothing.items():
        for row in figure_rows(programme, TODAY, filters=Filters(**{name: value})):
            assert not row.counted.n, (name, row.figure.id)
    found = figure_rows(programme, TODAY, filters=Filters(period=now))
    assert len([row for row in found if row.counted.n]) > 30


def test_figure_without_filters_has_its_reason():
    unfiltered = [figure.id for figure in all_figures() if not figure.filters]
    assert sorted(unfiltered) == sorted(id for ids in UNFILTERED.values() for id in ids.split())


def test_kind_of_organisation(programme):
    for kind in ("municipality", "municipality", "company"):
        make_practice(organisation=make_organisation(kind=kind), state="published")
    [row] = figure_rows(programme, TODAY, ["practices-published"], Filters(kind="municipality"))
    assert row.counted.value == 2


def test_size_by_staff_where_it_is_known(programme):
    for staff_count in (250, 999, 1_000, None):
        owner = make_organisation(staff_count=staff_count)
        make_practice(organisation=owner, state="published")
    filters = read_filters(programme, {"size": "250-999"})
    [row] = figure_rows(programme, TODAY, ["practices-published"], filters)
    assert row.counted.value == 2
    assert "size=250-999" in as_query(programme, TODAY, filters)


def test_figure_that_cannot_be_filtered_is_left_out_and_says_so(programme):
    filters = Filters(region="06")
    figure = get_figure("newsletters")
    assert figure_rows(programme, TODAY, ["newsletters"], filters) == []
    assert "maakunta" in refusal(figure, filters)
    with pytest.raises(ValueError, match="region"):
        count_figures([figure], programme, TODAY, filters)


@pytest.mark.parametrize("asked", ["2026-13-99", "eilen", "1.1.2026"])
def test_nonsense_day_is_no_day(asked):
    with pytest.raises(Unknown, match=asked):
        read_day(asked)


def test_day_before_the_programme_and_after_today_are_told(programme):
    [before] = notes_on_day(programme, programme.starts_on - datetime.timedelta(days=1))
    [after] = notes_on_day(programme, TODAY + datetime.timedelta(days=1))
    assert before != after
    assert notes_on_day(programme, TODAY) == []


@pytest.mark.parametrize(
    "asked", [{"as_of": "2026-13-99"}, {"period": "9"}, {"region": "Häme"}, {"kind": "x"}]
)
def test_command_refuses_what_it_does_not_know(programme, asked):
    with pytest.raises(CommandError, match=next(iter(asked.values()))):
        call_command("figures", programme=programme.slug, **asked)


def test_command_counts_by_kind(programme, capsys):
    for kind in ("municipality", "company"):
        make_practice(organisation=make_organisation(kind=kind), state="published")
    call_command("figures", programme=programme.slug, kind="company", language="en")
    told = capsys.readouterr()
    assert "Practices published: 1 practices (n = 1)" in told.out
    assert "Issues of the newsletter" in told.err


def test_merged_organisations_count_as_the_one_that_carries_their_work_on(programme, office_user):
    first, second, third, whole = (make_organisation(kind="municipality") for _ in range(4))
    day = TODAY - datetime.timedelta(days=9)
    for gone, carrier in ((first, second), (second, whole)):
        OrganisationSuccession.objects.create(predecessor=gone, successor=carrier, on=day)
    for split in (first, whole):  # Whose work two carry on stays itself.
        OrganisationSuccession.objects.create(predecessor=third, successor=split, on=day)
    for owner in (first, second, third, whole):
        make_practice(organisation=owner, state="published")
        case = make_application(state="approved", organisation=owner)
        make_decision(case, state="signed")
    make_period(programme, starts_on=TODAY, ends_on=TODAY)
    merged = Filters(merged="yes")
    for name in ("practice-organisations", "organisations-granted"):
        figure = get_figure(name)
        alone = count_figures([figure], programme, TODAY)[name].value
        together = count_figures([figure], programme, TODAY, merged)[name].value
        assert (alone, together) == (4, 2), name
        assert figure.parts(programme, TODAY, merged)[0].value == 2
    before = day - datetime.timedelta(days=1)
    assert carried_on(before) == {}
    assert refusal(get_figure("practices-published"), merged)
