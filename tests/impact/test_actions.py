"""The chain changes by its actions; what is refused says why."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.impact.actions import assessing, registers
from talkoot.impact.actions import chain as actions
from talkoot.impact.models import Assessment, Expectation, ImpactLink
from tests.factories.impact import (
    make_assessment,
    make_evaluation,
    make_evidence,
    make_expectation,
    make_finding,
    make_link,
    make_node,
    make_recommendation,
    make_statistic,
    make_story,
    make_study,
    make_threshold,
    the_chain,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import make_period

pytestmark = pytest.mark.django_db


def assess(node, by, **values):
    given = {
        "period": None, "assessed_on": timezone.localdate(), "achieved": 3, "is_adverse": False,
        "confidence": "medium", "reasoning": "Kysely.", "dissent": "", "light": None,
        "light_reason": "", "assessor": "Arvioija",
    }  # fmt: skip
    return assessing.assess(node, by=by, **{**given, **values})


def test_loop_is_refused_by_name(office_user):
    first, second, third = (make_node(text_fi=f"Solmu {letter}") for letter in "ABC")
    make_link(first, second)
    make_link(second, third)
    with pytest.raises(NotAllowed) as refused:
        actions.add_link(third, end=first, assumption="", risk="", by=office_user)
    assert "“Solmu C” → “Solmu A” → “Solmu B” → “Solmu C”" in refused.value.sentence
    assert ImpactLink.objects.count() == 2
    actions.add_link(first, end=third, assumption="", risk="", by=office_user)


def test_link_to_another_chain_is_refused(office_user):
    from tests.factories.programmes import make_programme

    other = make_node(chain=the_chain(make_programme()))
    with pytest.raises(NotAllowed):
        actions.add_link(make_node(), end=other, assumption="", risk="", by=office_user)


def test_node_moves_within_its_level(office_user):
    first, second = make_node(), make_node()
    other = make_node("output", order=1)
    actions.move_node(second, is_up=True, by=office_user)
    assert list(the_chain().nodes.filter(level="activity").order_by("order")) == [second, first]
    actions.move_node(second, is_up=True, by=office_user)  # The first stays first.
    other.refresh_from_db()
    assert other.order == 1


def test_assessed_node_is_kept(office_user):
    node = make_node()
    make_assessment(node, light="", proposed_light="")
    with pytest.raises(NotAllowed):
        actions.remove_node(node, by=office_user)
    actions.remove_node(make_node(), by=office_user)
    assert the_chain().nodes.get() == node


def test_empty_chain_is_not_published(office_user):
    chain = the_chain(published_on=None)
    with pytest.raises(NotAllowed):
        actions.publish_chain(chain, is_public=True, by=office_user)


def test_expectation_after_the_beginning_needs_a_reason(office_user):
    node, today = make_node(), timezone.localdate()
    coming = make_period(
        order=2, starts_on=today + datetime.timedelta(days=1), ends_on=node.chain.programme.ends_on
    )
    values = {"level": 3, "grounds": "", "by": office_user}
    row = assessing.set_expectation(node, period=coming, late_reason="", **values)
    assert (row.level, row.late_reason) == (3, "")
    with pytest.raises(NotAllowed, match=str(node.chain.programme.starts_on.year)):
        assessing.set_expectation(node, period=None, late_reason="", **values)
    late = assessing.set_expectation(node, period=None, late_reason="Unohtui.", **values)
    assert late.late_reason == "Unohtui."
    entry = LogEntry.objects.filter(key="impact.expectation.set").latest("pk")
    assert entry.after["late_reason"] == "Unohtui."
    assert Expectation.objects.count() == 2
    for level, was in ((1, 3), (2, 3), (3, None)):
        late = assessing.set_expectation(
            node, period=None, late_reason="Tarkistettiin.", **{**values, "level": level}
        )
        assert (late.level, late.was_level) == (level, was)


def test_light_comes_from_the_limits_of_a_figure(office_user, call):
    node = make_node()
    make_threshold(node, "practices-published")
    for _number in range(5):
        make_practice(state="published")
    row = assess(node, office_user)
    assert (row.proposed_light, row.light) == ("much", "much")


def test_empty_figure_proposes_nothing(office_user):
    node = make_node()
    make_threshold(node, "practices-published")
    make_expectation(node, 3)
    assert assess(node, office_user).light == ""


def test_person_may_give_another_light_with_a_reason(office_user):
    node = make_node()
    make_expectation(node, 4)
    with pytest.raises(NotAllowed):
        assess(node, office_user, light="very_much")
    row = assess(node, office_user, light="very_much", light_reason="Laatu nousi.")
    assert (row.proposed_light, row.light, row.light_reason) == (
        "much", "very_much", "Laatu nousi.",
    )  # fmt: skip
    assert Assessment.objects.count() == 1


def test_what_could_not_be_assessed_has_no_light(office_user):
    node = make_node()
    make_expectation(node, 4)
    assert assess(node, office_user, achieved=None).light == ""


def test_recommendation_is_answered_and_followed(office_user):
    row = make_recommendation()
    registers.answer_recommendation(
        row, state="accepted", response="Jatkamme.", due_on=None, by=office_user
    )
    row.refresh_from_db()
    assert (row.state, row.responded_on) == ("accepted", timezone.localdate())
    registers.follow_up(row, text="Jatkettu.", is_done=True, by=office_user)
    row.refresh_from_db()
    assert (row.state, row.follow_ups.get().text) == ("done", "Jatkettu.")


def test_entry_on_which_others_rest_is_kept(office_user):
    finding = make_finding(evaluation=make_evaluation(), text_fi="Matala kynnys")
    with pytest.raises(NotAllowed, match="Matala kynnys"):
        registers.remove_entry("evaluation", finding.evaluation, by=office_user)
    statistic = make_statistic()
    evidence = make_evidence(make_node(), kind="statistic", statistic=statistic, text="Ala kasvoi.")
    with pytest.raises(NotAllowed, match="Ala kasvoi"):
        registers.remove_entry("statistic", statistic, by=office_user)
    actions.remove_part(evidence.node, "evidence", evidence.pk, by=office_user)
    registers.remove_entry("statistic", statistic, by=office_user)


def test_log_holds_no_words_of_the_chain(office_user):
    values = {"level": "effect", "text_fi": "Salainen lause", "owner": "Maija"}
    node = actions.save_node(the_chain(), values, by=office_user)
    actions.save_node(the_chain(), values | {"text_fi": "Toinen lause"}, by=office_user, node=node)
    actions.add_evidence(
        node, kind="document", strength=2, text="Maija kertoi.", reference="s. 3", by=office_user
    )
    actions.remove_part(node, "evidence", node.evidence.get().pk, by=office_user)
    actions.remove_node(node, by=office_user)
    logged = str(list(LogEntry.objects.values_list("before", "after")))
    assert not any(word in logged for word in ("lause", "Maija"))
    assert "text_fi" in logged  # Which part was changed is told.


def test_published_story_keeps_what_it_needs(office_user, programme):
    story = make_story()
    registers.publish_story(story, is_public=True, by=office_user)
    with pytest.raises(NotAllowed):
        registers.save_entry("story", programme, {"alternatives": ""}, by=office_user, row=story)
    story.refresh_from_db()
    assert story.alternatives


def test_answer_given_meanwhile_is_not_written_over(office_user, programme):
    row = make_recommendation()
    registers.answer_recommendation(
        row, state="accepted", response="Jatkamme.", due_on=None, by=office_user
    )
    registers.save_entry(
        "recommendation", programme, {"text_fi": "Jatkakaa yhä."}, by=office_user, row=row
    )
    row.refresh_from_db()
    assert (row.state, row.text_fi) == ("accepted", "Jatkakaa yhä.")


def test_points_are_kept_with_their_mentions(office_user, programme):
    lines = ["Aika ei riitä (4)", "Tuki puuttuu", "Vuosi (2020)"]
    study = make_study()
    registers.save_entry("study", programme, {"points": lines}, by=office_user, row=study)
    study.points.filter(number=1).update(text_sv="Tiden räcker inte")
    lines[0] = "Aika ei riitä (5)"
    registers.save_entry("study", programme, {"points": lines}, by=office_user, row=study)
    assert list(study.points.values_list("text_fi", "mentions")) == [
        ("Aika ei riitä", 5), ("Tuki puuttuu", None), ("Vuosi (2020)", None),
    ]  # fmt: skip
    assert study.points.get(number=1).text_sv == "Tiden räcker inte"


def test_story_without_other_explanations_is_not_published(office_user):
    story = make_story(alternatives="")
    with pytest.raises(NotAllowed):
        registers.publish_story(story, is_public=True, by=office_user)
    story = make_story()
    registers.publish_story(story, is_public=True, by=office_user)
    story.refresh_from_db()
    assert story.published_on == timezone.localdate()
