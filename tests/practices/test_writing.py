"""Writing together, changes of what is public, versions and who owns a practice."""

import datetime
import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.home.actions import end_membership
from talkoot.people.models import OrganisationSuccession
from talkoot.practices import actions, rules
from talkoot.practices.actions import owners, writing
from talkoot.practices.actions.checks import answer_check, ask_still_in_use
from talkoot.practices.actions.diffusion import recount_levels
from talkoot.practices.actions.evidence import recount_evidence, refresh_evidence
from talkoot.practices.models import Practice, Version
from talkoot.practices.queries.moderation import waiting_changes
from talkoot.practices.queries.owners import owners_of
from talkoot.practices.queries.versions import (
    open_change,
    text_changes,
    versions_with_differences,
)
from talkoot.practices.queries.writing import minutes_written
from talkoot.practices.rules.completeness import completeness
from talkoot.practices.rules.writing import FIELDS, seal, values_of
from talkoot.search.queries import find
from tests.factories.people import (
    make_contact,
    make_membership,
    make_municipality,
    make_organisation,
    make_user,
    the_organisation,
)
from tests.factories.practices import make_adoption, make_practice
from tests.factories.programmes import make_theme

State, Evidence = Practice.State, Practice.Evidence


@pytest.fixture
def draft(applicant):
    return make_practice(state=State.DRAFT, author=applicant)


def page_of(practice):
    return seal(practice.slug, values_of(practice), FIELDS, {})


def test_two_windows_keep_both_changes_of_different_answers(draft, applicant):
    first = second = page_of(draft)
    writing.save_writing(draft, values={"title": "Yksi"}, seal=first, by=applicant)
    saved = writing.save_writing(draft, values={"gist": "Kaksi"}, seal=second, by=applicant)
    assert (saved.practice.title, saved.practice.gist, saved.conflicts) == ("Yksi", "Kaksi", {})


def test_same_answer_changed_twice_is_given_back_and_not_lost(draft, applicant):
    loaded = page_of(draft)
    writing.save_writing(draft, values={"title": "Yksi"}, seal=loaded, by=applicant)
    saved = writing.save_writing(
        draft, values={"title": "Toinen", "gist": "Säilyy"}, seal=loaded, by=applicant
    )
    assert saved.conflicts == {"title": "Yksi"}
    assert (saved.practice.title, saved.practice.gist) == ("Yksi", "Säilyy")


def test_sets_and_rows_are_saved_as_plain_values(draft, applicant):
    theme, partner = make_theme("practice"), make_organisation()
    values = {"themes": [theme.pk], "partners": [partner.pk], "place": make_municipality().pk}
    saved = writing.save_writing(draft, values=values, by=applicant).practice
    assert list(saved.themes.all()) == [theme] and list(saved.partners.all()) == [partner]
    assert saved.place is not None


def test_change_of_a_public_text_waits_while_the_old_stays(applicant, office_user):
    practice = make_practice(author=applicant, gist="Vanha tiivistys.")
    values = {"gist": "Uusi tiivistys sanelukellosta."}
    writing.save_writing(practice, values=values, by=applicant)
    with pytest.raises(NotAllowed):  # Not sent yet.
        writing.take_change(practice, by=office_user)
    writing.propose_change(practice, by=applicant)
    practice.refresh_from_db()
    assert practice.gist == "Vanha tiivistys."
    taken = writing.take_change(practice, by=office_user)
    assert taken.gist == "Uusi tiivistys sanelukellosta."
    assert find("practice", "sanelukello").count == 1
    (newest, differences), (oldest, nothing) = versions_with_differences(taken)
    assert newest.occasion == Version.Occasion.EDITED and len(differences) == 1
    assert oldest.texts["gist"] == "Vanha tiivistys." and not nothing
    assert Message.objects.get(kind="practice-changed").user == applicant


def test_only_one_change_is_open_at_a_time(applicant):
    practice = make_practice(author=applicant)
    writing.save_writing(practice, values={"gist": "Yksi"}, by=applicant)
    writing.save_writing(practice, values={"need": "Kaksi"}, by=applicant)
    change = open_change(practice)
    assert (change.texts["gist"], change.texts["need"]) == ("Yksi", "Kaksi")
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(
            practice=practice, number=9, occasion=Version.Occasion.PROPOSED, texts={}
        )


def test_change_that_empties_a_needed_answer_is_not_sent(applicant):
    practice = make_practice(author=applicant)
    with pytest.raises(NotAllowed):
        writing.propose_change(practice, by=applicant)
    writing.save_writing(practice, values={"need": ""}, by=applicant)
    with pytest.raises(NotAllowed):
        writing.propose_change(practice, by=applicant)
    writing.drop_change(practice, by=applicant)
    assert open_change(practice) is None


def test_declined_change_tells_why_and_changes_nothing(applicant, office_user):
    practice = make_practice(author=applicant)
    writing.save_writing(practice, values={"gist": "Mainos"}, by=applicant)
    writing.propose_change(practice, by=applicant)
    writing.decline_change(practice, note="Tämä on mainos.", by=office_user)
    practice.refresh_from_db()
    assert practice.gist != "Mainos" and open_change(practice) is None
    assert "Tämä on mainos." in Message.objects.get(kind="practice-not-changed").body


def test_office_corrects_at_once_and_keeps_what_was(office_user):
    practice = make_practice(title="Kirjotusvirhe")
    writing.edit_practice(practice, values={"title": "Kirjoitusvirhe"}, by=office_user)
    practice.refresh_from_db()
    assert practice.title == "Kirjoitusvirhe"
    assert [row.texts["title"] for row in practice.versions.order_by("number")] == [
        "Kirjotusvirhe",
        "Kirjoitusvirhe",
    ]
    with pytest.raises(NotAllowed):
        draft = make_practice(state=State.DRAFT)
        writing.edit_practice(draft, values={"title": "Uusi"}, by=office_user)


def test_correction_of_the_office_outlives_a_change_that_waited(applicant, office_user):
    practice = make_practice(author=applicant, title="Kirjotusvirhe")
    writing.save_writing(practice, values={"gist": "Uusi tiivistys."}, by=applicant)
    writing.propose_change(practice, by=applicant)
    writing.edit_practice(practice, values={"title": "Kirjoitusvirhe"}, by=office_user)
    taken = writing.take_change(practice, by=office_user)
    assert (taken.title, taken.gist) == ("Kirjoitusvirhe", "Uusi tiivistys.")


def test_sending_and_publishing_keep_versions(draft, applicant, office_user):
    Practice.objects.filter(pk=draft.pk).update(may_publish=True)
    actions.submit_practice(draft, by=applicant)
    actions.publish_practice(draft, by=office_user)
    assert [row.occasion for row in draft.versions.order_by("number")] == ["sent", "published"]


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"results": ""}, Evidence.TOLD),
        ({"results": "Sairauspoissaolot vähenivät."}, Evidence.TRIED),
        ({"status": "idea", "how_measured": "Kysely 34 henkilölle."}, Evidence.TOLD),
        ({"how_measured": "Kysely 34 henkilölle."}, Evidence.MEASURED),
        ({"how_measured": "kyllä"}, Evidence.TRIED),
        ({"results": "", "adoption_count": 1}, Evidence.ADOPTED),
    ],
)
def test_evidence_is_computed_from_what_is_told(db, fields, level):
    practice = make_practice(**fields)
    refresh_evidence(practice)
    practice.refresh_from_db()
    assert practice.evidence == level
    assert recount_evidence() == 0


def test_recount_finds_a_level_that_is_wrong(db):
    practice = make_practice(evidence=Evidence.ADOPTED)
    assert recount_evidence() == 1
    practice.refresh_from_db()
    assert practice.evidence == Evidence.TRIED


def test_differences_of_long_texts_come_at_once_and_make_up_the_new_text():
    lines = [f"Rivi {number} ja sen monta sanaa tässä näin." for number in range(2500)]
    old, small = "\n".join(lines), "\n".join([*lines[:1200], "Uusi rivi.", *lines[1201:]])
    whole = "\n".join(f"Aivan toinen {number} rivi ja sanat." for number in range(2500))
    started = time.monotonic()
    for new in (small, whole, "", old):
        changes = text_changes(old, new)
        assert "".join(row.text for row in changes if row.kind != "removed") == new
        assert "".join(row.text for row in changes if row.kind != "added") == old
    assert {row.kind for row in text_changes(old, small)} == {"same", "removed", "added"}
    assert time.monotonic() - started < 5


def test_writing_time_leaves_breaks_out_and_is_kept_at_the_first_sending(applicant):
    practice = make_practice(state="draft", author=applicant, may_publish=True)
    now, kind = timezone.now(), "practices.practice"
    for key, minutes in (("drafted", 600), ("saved", 599), ("saved", 2), ("read", 1)):
        LogEntry.objects.create(
            key=f"{kind}.{key}", subject_kind=kind, subject_id=str(practice.pk),
            at=now - datetime.timedelta(minutes=minutes),
        )  # fmt: skip
    assert minutes_written(practice, now) == 1 + 10 + 2
    practice = actions.submit_practice(practice, by=applicant)
    assert practice.writing_minutes in (13, 14)
    type(practice).objects.update(state="returned", writing_minutes=5)
    assert actions.submit_practice(practice, by=applicant).writing_minutes == 5


def test_completeness_goes_from_nothing_to_a_hundred(db):
    assert completeness(Practice()) == 0
    full = dict.fromkeys(("how_measured", "resources", "conditions", "tips"), "x")
    practice = make_practice(origin="own", contact_role="johtaja", **full)
    assert completeness(practice) == 100


def test_ownership_passes_to_the_organisations_contacts_when_the_author_leaves(applicant):
    author = make_user()
    membership = make_membership(author, the_organisation())
    practice = make_practice(author=author)
    shared = make_practice(author=applicant)
    shared.co_authors.add(author)
    assert owners_of(practice) == [author]
    end_membership(membership, by=author)
    practice.refresh_from_db()
    assert practice.author is None and owners_of(practice) == [applicant]
    assert rules.can_edit(applicant, practice) and not rules.can_edit(author, practice)
    assert not rules.can_edit(author, shared)


def test_successors_contacts_own_what_a_merged_organisation_made(office_user):
    old, new = make_organisation("Vanhakunta"), make_organisation("Uusikunta")
    contact = make_contact(new)
    practice = make_practice(organisation=old, author=None)
    assert owners_of(practice) == [] and not rules.can_edit(contact, practice)
    with pytest.raises(NotAllowed):
        owners.transfer_practice(practice, by=office_user)
    OrganisationSuccession.objects.create(
        predecessor=old, successor=new, on=datetime.date(2020, 1, 1)
    )
    assert owners_of(practice) == [contact] and rules.can_edit(contact, practice)
    owners.transfer_practice(practice, by=office_user)
    practice.refresh_from_db()
    assert practice.organisation == new
    assert Message.objects.get(kind="practice-transferred").user == contact


def test_ended_organisation_begins_no_practice(applicant, programme):
    gone = make_organisation("Entinen kunta", valid_to=datetime.date(2020, 12, 31))
    make_membership(applicant, gone)
    with pytest.raises(NotAllowed, match="Entinen kunta"):
        actions.start_practice(programme, organisation=gone, title="Uusi", by=applicant)


def test_draft_of_a_closed_account_is_the_organisations(applicant):
    practice = make_practice(state=State.DRAFT, author=make_user(is_active=False))
    assert rules.can_edit(applicant, practice) and owners_of(practice) == [applicant]


def test_co_author_writes_and_gets_the_mail_too(applicant, office_user):
    friend = make_user()
    practice = make_practice(author=applicant)
    practice.co_authors.add(friend)
    assert rules.can_edit(friend, practice)
    make_adoption(practice)
    actions.withdraw_practice(practice, note="Syy.", by=office_user)
    told = Message.objects.filter(kind="practice-withdrawn")
    assert {row.user for row in told} == {applicant, friend}


def test_change_keeps_only_what_it_changes(applicant, office_user):
    practice = make_practice(author=applicant, gist="Vanha tiivistys.")
    writing.save_writing(practice, values={"gist": "Uusi tiivistys."}, by=applicant)
    assert open_change(practice).texts == {"gist": "Uusi tiivistys."}
    writing.propose_change(practice, by=applicant)
    # An import corrects the rest past the owners' change.
    Practice.objects.filter(pk=practice.pk).update(need="Tuotu tarve.")
    taken = writing.take_change(practice, by=office_user)
    assert (taken.gist, taken.need) == ("Uusi tiivistys.", "Tuotu tarve.")


def test_text_written_back_as_it_was_is_no_change(applicant):
    practice = make_practice(author=applicant, gist="Vanha tiivistys.")
    for gist in ("Uusi tiivistys.", "Vanha tiivistys."):
        writing.save_writing(practice, values={"gist": gist}, by=applicant)
    assert open_change(practice) is None


def test_sending_the_same_change_again_moves_no_promise(applicant):
    practice = make_practice(author=applicant)
    writing.save_writing(practice, values={"gist": "Uusi tiivistys."}, by=applicant)
    sent = writing.propose_change(practice, by=applicant)
    assert writing.propose_change(practice, by=applicant).created_at == sent.created_at


def test_change_that_names_a_row_that_is_gone_leaves_it_out(applicant, office_user):
    practice, gone = make_practice(author=applicant), make_practice()
    values = {"gist": "Uusi tiivistys.", "origin_practice": gone.pk}
    writing.save_writing(practice, values=values, by=applicant)
    writing.propose_change(practice, by=applicant)
    gone.delete()
    taken = writing.take_change(practice, by=office_user)
    assert (taken.gist, taken.origin_practice) == ("Uusi tiivistys.", None)


def test_nothing_waits_of_a_practice_that_is_withdrawn(applicant, office_user):
    practice = make_practice(author=applicant)
    writing.save_writing(practice, values={"gist": "Uusi tiivistys."}, by=applicant)
    change = writing.propose_change(practice, by=applicant)
    assert list(waiting_changes(office_user)) == [change]
    actions.withdraw_practice(practice, note="Syy.", by=office_user)
    assert not waiting_changes(office_user).exists()
    change.refresh_from_db()
    assert (change.occasion, change.note) == (Version.Occasion.DECLINED, "Syy.")


def test_new_organisation_is_told_though_a_writer_stays(applicant, office_user):
    new = make_organisation("Uusikunta")
    contact = make_contact(new)
    practice = make_practice(author=applicant)
    practice.co_authors.add(make_user())
    OrganisationSuccession.objects.create(
        predecessor=practice.organisation, successor=new, on=datetime.date(2020, 1, 1)
    )
    owners.transfer_practice(practice, by=office_user)
    assert Message.objects.get(kind="practice-transferred").user == contact


def test_recount_of_evidence_brings_the_level_along(db):
    practice = make_practice(how_measured="Kysely 34 henkilölle ennen ja jälkeen.")
    assert (practice.evidence, practice.level) == (Evidence.TOLD, 0)
    assert recount_evidence() == 1
    practice.refresh_from_db()
    assert (practice.evidence, practice.level) == (Evidence.MEASURED, 1)
    assert recount_levels() == 0


def test_ended_practice_leaves_its_level_at_the_owners_word(applicant):
    practice = make_practice(author=applicant, how_measured="Kysely 34 henkilölle.")
    recount_evidence()
    ask_still_in_use(practice)
    assert answer_check(practice.checks.get(), "ended").level == 0
    assert answer_check(practice.checks.get(), "in_use").level == 1
