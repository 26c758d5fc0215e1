"""Requests to the contact persons of organisations to tell what has worked there."""

from django.db import transaction
from django.utils import translation

from talkoot.audit.actions import record
from talkoot.correspondence.actions import Mail, queue_many
from talkoot.correspondence.models import OptOut
from talkoot.people.models import User
from talkoot.practices.messages.leads import request_for_stories
from talkoot.practices.models import StoryRequest
from talkoot.practices.queries.leads import asked_contacts, was_just_sent
from talkoot.practices.rules.requests import check_send
from talkoot.programmes.models import Programme


@transaction.atomic
def send_story_request(
    programme: Programme,
    *,
    text: str,
    kind: str = "",
    region_code: str = "",
    side: str = "",
    by: User,
) -> StoryRequest:
    """Mail every contact person of the segment once, in their own language.

    Who wants no such mail is left out. Refuses a segment without contact persons, and the same
    request twice at once.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    contacts = list(asked_contacts(kind, region_code, side))
    told = {"text": text, "kind": kind, "region_code": region_code, "side": side}
    check_send(contacts, was_just_sent=was_just_sent(programme, **told))
    request = StoryRequest.objects.create(
        programme=programme, sent_by=by, is_demo=programme.is_demo, **told
    )
    request.organisations.set({row.organisation for row in contacts})
    worded = {}
    for language in {row.user.language for row in contacts}:
        with translation.override(language):
            worded[language] = request_for_stories(request)
    people = {row.user_id: row.user for row in contacts}
    mails = [
        Mail(
            key=f"practice-request-{request.pk}-{user.pk}",
            subject=worded[user.language][0],
            body=worded[user.language][1],
            to=user,
            language=user.language,
            topic=OptOut.Topic.PRACTICES,
        )
        for user in people.values()
    ]
    request.mail_count = queue_many(
        "practice-request", office_id=programme.office_id, mails=mails, is_demo=programme.is_demo
    )
    request.save(update_fields=["mail_count"])
    record("practices.request.sent", request, by=by, after={"mails": request.mail_count})
    return request
