"""The words of decisions: letter, draft, remedy; and what the log tells in a case's history."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.audit.models import LogEntry
from talkoot.decisions.messages.drafts import draft_of as draft_of
from talkoot.decisions.messages.drafts import drafted_reasons as drafted_reasons
from talkoot.decisions.messages.drafts import usual_conditions as usual_conditions
from talkoot.decisions.messages.letter import decision_letter as decision_letter
from talkoot.decisions.messages.letter import decision_mail as decision_mail
from talkoot.decisions.messages.letter import disqualification_note as disqualification_note
from talkoot.decisions.messages.letter import outcome_sentence as outcome_sentence
from talkoot.decisions.messages.letter import planned_calculation as planned_calculation

HAPPENINGS = {
    "calls.application.started": gettext_lazy("Application started"),
    "calls.application.saved": gettext_lazy("Draft saved"),
    "calls.application.attached": gettext_lazy("Attachment changed"),
    "calls.application.submitted": gettext_lazy("Application arrived"),
    "calls.application.withdrawn": gettext_lazy("Application withdrawn"),
    "calls.application.assessed": gettext_lazy("Criteria assessed"),
    "calls.application.activity_classified": gettext_lazy("Economic activity assessed"),
    "calls.application.approved": gettext_lazy("Application granted"),
    "calls.application.rejected": gettext_lazy("Application refused"),
    "calls.application.not_examined": gettext_lazy("Application not examined"),
    "calls.application.transferred": gettext_lazy("Application transferred"),
    "calls.application.completion_asked": gettext_lazy("Asked to complete the application"),
    "calls.application.completion_cancelled": gettext_lazy("Request to complete taken back"),
    "calls.application.time_asked": gettext_lazy("More time asked for"),
    "calls.application.time_given": gettext_lazy("More time given"),
    "calls.application.time_denied": gettext_lazy("More time not given"),
    "calls.application.completed": gettext_lazy("Application completed"),
    "calls.application.not_completed": gettext_lazy("Not completed in time"),
    "calls.application.lapsed": gettext_lazy("Application lapsed"),
    "calls.application.resumed": gettext_lazy("Case taken up again"),
    "calls.application.reopened": gettext_lazy("Application back in processing"),
    "calls.application.taken_over": gettext_lazy("Application taken over"),
    "calls.application.continued": gettext_lazy("Begun with an earlier case’s answers"),
    "calls.writer.added": gettext_lazy("Writer added"),
    "calls.writer.invited": gettext_lazy("Writer invited"),
    "calls.writer.uninvited": gettext_lazy("Writer’s invitation cancelled"),
    "calls.writer.removed": gettext_lazy("Writer removed"),
    "calls.joint.asked": gettext_lazy("Joint applicant asked"),
    "calls.joint.confirmed": gettext_lazy("Joint applicant confirmed"),
    "calls.joint.declined": gettext_lazy("Joint applicant declined"),
    "calls.joint.removed": gettext_lazy("Joint applicant removed"),
    "calls.sign_off.asked": gettext_lazy("Management’s sign-off asked"),
    "calls.sign_off.signed": gettext_lazy("Signed off by the management"),
    "calls.sign_off.declined": gettext_lazy("Not signed off by the management"),
    "calls.sign_off.revoked": gettext_lazy("Request for sign-off withdrawn"),
    "decisions.decision.drafted": gettext_lazy("Decision drafted"),
    "decisions.decision.signed": gettext_lazy("Decision signed"),
    "decisions.decision.undone": gettext_lazy("Decision undone before it was sent"),
    "decisions.correction.made": gettext_lazy("Decision corrected"),
    "decisions.reconsideration.received": gettext_lazy("Request for reconsideration arrived"),
    "decisions.reconsideration.decided": gettext_lazy("Request for reconsideration decided"),
    "decisions.reconsideration.undone": gettext_lazy("Decision on the request undone"),
    "decisions.reconsideration.withdrawn": gettext_lazy("Request for reconsideration withdrawn"),
    "decisions.grant.given_up": gettext_lazy("Given up by the applicant"),
    "decisions.aid_grant.recorded": gettext_lazy("State aid recorded"),
    "decisions.aid_grant.registered": gettext_lazy("State aid entered in the register"),
    "decisions.aid_grant.completed": gettext_lazy("Sector of the state aid told"),
    "decisions.answer.classified": gettext_lazy("Publicity of an answer decided"),
    "decisions.document.classified": gettext_lazy("Publicity of a document decided"),
    "engagements.engagement.opened": gettext_lazy("Engagement opened"),
    "engagements.engagement.cancelled": gettext_lazy("Engagement taken back"),
    "engagements.engagement.shortened": gettext_lazy("Days taken back"),
    "engagements.engagement.corrected": gettext_lazy("Engagement follows the correction"),
    "engagements.engagement.withdrawn": gettext_lazy("Engagement ended"),
    "engagements.engagement.extended": gettext_lazy("Days added"),
    "engagements.engagement.agreed": gettext_lazy("Day agreed"),
    "engagements.engagement.delivered": gettext_lazy("Day held and reported"),
    "engagements.engagement.reopened": gettext_lazy("Day to be agreed again"),
    "engagements.engagement.declined": gettext_lazy("Declined by the expert"),
    "engagements.engagement.rechosen": gettext_lazy("Another expert chosen by the applicant"),
    "engagements.engagement.expert_changed": gettext_lazy("Expert changed"),
    "engagements.engagement.substitute_named": gettext_lazy("Substitute named for a session"),
    "engagements.engagement.substitute_removed": gettext_lazy("Substitute removed"),
    "engagements.engagement.continued": gettext_lazy("Continues in another service"),
    "engagements.course.opened": gettext_lazy("Course made of the engagement"),
    "engagements.feedback.chosen": gettext_lazy("Time of the feedback chosen"),
    "engagements.story_consent.given": gettext_lazy("Answer on telling the case as a story"),
    "engagements.team.cancelled": gettext_lazy("Team taken back"),
    "correspondence.message.sent": gettext_lazy("Decision sent"),
    "correspondence.message.revoked": gettext_lazy("Sending of the decision stopped"),
    "correspondence.message.failed": gettext_lazy("The decision could not be sent"),
    "correspondence.message.retried": gettext_lazy("The decision was put in the queue again"),
}


def happening(entry: LogEntry) -> str:
    """What a log entry of a case tells, in words."""
    text = str(HAPPENINGS.get(entry.key, entry.key))
    number = entry.before.get("number")
    return f"{text}: {number}" if entry.key == "decisions.decision.undone" and number else text


def document_of(entry: LogEntry) -> dict[str, str]:
    """The link from an entry to what came of it, for ui/timeline.html; empty where nothing did."""
    number = entry.after.get("number", "")
    if entry.key == "decisions.correction.made":
        url = reverse("letter", args=[number])
        return {"url": url, "link_text": _("Correction %(number)s (PDF)") % {"number": number}}
    if entry.key == "decisions.reconsideration.received":
        url = reverse("office-reconsideration", args=[entry.after["request"]])
        return {"url": url, "link_text": _("Request %(number)s") % {"number": number}}
    return {}
