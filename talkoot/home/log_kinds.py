"""The kinds of things that the log tells of, and the way from each to the office that answers.

A kind that is not here is shown to nobody: what cannot be told to be the office's own stays with
the operator. Left out on purpose: single answers of surveys, whose moments could tell who answered,
people's own accounts and memberships of other organisations.
"""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# {subject kind: (its name, ways to the office)}.
KINDS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "calls.application": (
        pgettext_lazy("log", "application"),
        ("call__offering__programme__office",),
    ),
    "calls.call": (pgettext_lazy("log", "call"), ("offering__programme__office",)),
    "calls.themesuggestion": (pgettext_lazy("log", "suggested theme"), ("programme__office",)),
    "assessments.phase": (
        pgettext_lazy("log", "assessment phase"),
        ("call__offering__programme__office",),
    ),
    "assessments.yardstick": (
        pgettext_lazy("log", "yardstick"),
        ("phase__call__offering__programme__office",),
    ),
    "assessments.assessor": (
        pgettext_lazy("log", "assessor"),
        ("call__offering__programme__office",),
    ),
    "assessments.assignment": (
        pgettext_lazy("log", "assessor’s task"),
        ("application__call__offering__programme__office",),
    ),
    "assessments.selection": (
        pgettext_lazy("log", "choice of who goes on"),
        ("phase__call__offering__programme__office",),
    ),
    "assessments.disqualification": (
        pgettext_lazy("log", "disqualification"),
        ("application__call__offering__programme__office",),
    ),
    "decisions.decision": (
        pgettext_lazy("log", "decision"),
        ("application__call__offering__programme__office",),
    ),
    "decisions.slate": (pgettext_lazy("log", "slate"), ("call__offering__programme__office",)),
    "decisions.informationrequest": (
        pgettext_lazy("log", "information request"),
        ("programme__office",),
    ),
    "engagements.engagement": (
        pgettext_lazy("log", "engagement"),
        ("application__call__offering__programme__office",),
    ),
    "engagements.dayreport": (
        pgettext_lazy("log", "day report"),
        ("session__series__programme__office",),
    ),
    "engagements.invoice": (
        pgettext_lazy("log", "invoice"),
        ("supplier__framework__programme__office",),
    ),
    "engagements.stuckitem": (
        pgettext_lazy("log", "obstacle"),
        ("engagement__series__programme__office",),
    ),
    "engagements.output": (
        pgettext_lazy("log", "output"),
        ("engagement__series__programme__office",),
    ),
    "engagements.casestory": (
        pgettext_lazy("log", "case story"),
        ("engagement__series__programme__office",),
    ),
    "engagements.continuationpurchase": (
        pgettext_lazy("log", "continued purchase"),
        ("engagement__series__programme__office",),
    ),
    "engagements.team": (pgettext_lazy("log", "team"), ("programme__office",)),
    "engagements.teammember": (pgettext_lazy("log", "team member"), ("team__programme__office",)),
    "engagements.teammeeting": (pgettext_lazy("log", "team meeting"), ("team__programme__office",)),
    "engagements.commitment": (pgettext_lazy("log", "commitment"), ("team__programme__office",)),
    "engagements.developmenttask": (
        pgettext_lazy("log", "development task"),
        ("team__programme__office", "engagement__series__programme__office"),
    ),
    "engagements.workshop": (pgettext_lazy("log", "workshop"), ("series__programme__office",)),
    "engagements.idea": (pgettext_lazy("log", "idea"), ("workshop__series__programme__office",)),
    "engagements.experiment": (
        pgettext_lazy("log", "experiment"),
        (
            "team__programme__office",
            "workshop__series__programme__office",
            "engagement__series__programme__office",
        ),
    ),
    "engagements.statement": (pgettext_lazy("log", "statement"), ("series__programme__office",)),
    "events.seriestemplate": (pgettext_lazy("log", "series template"), ("programme__office",)),
    "events.series": (pgettext_lazy("log", "series"), ("programme__office",)),
    "events.session": (pgettext_lazy("log", "session"), ("series__programme__office",)),
    "events.registration": (pgettext_lazy("log", "registration"), ("series__programme__office",)),
    "events.teamregistration": (
        pgettext_lazy("log", "team registration"),
        ("series__programme__office",),
    ),
    "events.discussion": (pgettext_lazy("log", "discussion"), ("series__programme__office",)),
    "events.post": (pgettext_lazy("log", "post"), ("discussion__series__programme__office",)),
    "events.submission": (pgettext_lazy("log", "submission"), ("task__series__programme__office",)),
    "events.peerreview": (
        pgettext_lazy("log", "peer review"),
        ("reviewer__series__programme__office",),
    ),
    "events.learningtask": (pgettext_lazy("log", "learning task"), ("series__programme__office",)),
    "events.material": (pgettext_lazy("log", "material"), ("series__programme__office",)),
    "events.recording": (
        pgettext_lazy("log", "recording"),
        ("session__series__programme__office",),
    ),
    "events.followon": (
        pgettext_lazy("log", "follow-on"),
        ("registration__series__programme__office",),
    ),
    "events.sequel": (pgettext_lazy("log", "sequel"), ("series__programme__office",)),
    "events.fundedparticipation": (
        pgettext_lazy("log", "funded participation"),
        ("project__programme__office",),
    ),
    "experts.procurement": (pgettext_lazy("log", "procurement"), ("programme__office",)),
    "experts.codesigner": (
        pgettext_lazy("log", "co-designer"),
        ("procurement__programme__office",),
    ),
    "experts.offer": (pgettext_lazy("log", "offer"), ("procurement__programme__office",)),
    "experts.framework": (pgettext_lazy("log", "framework agreement"), ("programme__office",)),
    "experts.lot": (pgettext_lazy("log", "lot"), ("framework__programme__office",)),
    "experts.supplier": (pgettext_lazy("log", "supplier"), ("framework__programme__office",)),
    "experts.expert": (pgettext_lazy("log", "expert"), ("supplier__framework__programme__office",)),
    "experts.availability": (
        pgettext_lazy("log", "availability"),
        ("expert__supplier__framework__programme__office",),
    ),
    "experts.profilechange": (
        pgettext_lazy("log", "profile change"),
        ("expert__supplier__framework__programme__office",),
    ),
    "experts.expertreply": (
        pgettext_lazy("log", "expert’s reply"),
        ("expert__supplier__framework__programme__office",),
    ),
    "experts.experttie": (
        pgettext_lazy("log", "expert’s tie"),
        ("expert__supplier__framework__programme__office",),
    ),
    "experts.replacement": (
        pgettext_lazy("log", "replacement of an expert"),
        ("expert__supplier__framework__programme__office",),
    ),
    "experts.calloff": (
        pgettext_lazy("log", "call-off"),
        ("framework__programme__office", "procurement__programme__office"),
    ),
    "experts.trainercurriculum": (
        pgettext_lazy("log", "curriculum"),
        ("offering__programme__office",),
    ),
    "games.room": (pgettext_lazy("log", "game room"), ("programme__office",)),
    "games.planitem": (pgettext_lazy("log", "plan item"), ("room__programme__office",)),
    "credentials.certificate": (
        pgettext_lazy("log", "certificate"),
        ("registration__series__programme__office",),
    ),
    "credentials.badge": (
        pgettext_lazy("log", "badge"),
        ("certificate__registration__series__programme__office",),
    ),
    "governance.body": (pgettext_lazy("log", "body"), ("programme__office",)),
    "governance.bodymember": (
        pgettext_lazy("log", "member of a body"),
        ("body__programme__office",),
    ),
    "governance.bodydocument": (
        pgettext_lazy("log", "document of a body"),
        ("body__programme__office",),
    ),
    "governance.meeting": (pgettext_lazy("log", "meeting"), ("body__programme__office",)),
    "governance.agendaitem": (
        pgettext_lazy("log", "item of an agenda"),
        ("meeting__body__programme__office",),
    ),
    "governance.meetingtask": (
        pgettext_lazy("log", "task of a meeting"),
        ("item__meeting__body__programme__office",),
    ),
    "governance.strategy": (pgettext_lazy("log", "strategy"), ("programme__office",)),
    "governance.continuationitem": (
        pgettext_lazy("log", "continuation plan"),
        ("programme__office",),
    ),
    "impact.impactchain": (pgettext_lazy("log", "impact chain"), ("programme__office",)),
    "impact.impactnode": (
        pgettext_lazy("log", "node of an impact chain"),
        ("chain__programme__office",),
    ),
    "impact.impactlink": (
        pgettext_lazy("log", "link of an impact chain"),
        ("start__chain__programme__office",),
    ),
    "impact.evidence": (pgettext_lazy("log", "evidence"), ("node__chain__programme__office",)),
    "impact.expectation": (
        pgettext_lazy("log", "expectation"),
        ("node__chain__programme__office",),
    ),
    "impact.assessment": (
        pgettext_lazy("log", "impact assessment"),
        ("node__chain__programme__office",),
    ),
    "impact.threshold": (pgettext_lazy("log", "threshold"), ("node__chain__programme__office",)),
    "impact.recommendation": (pgettext_lazy("log", "recommendation"), ("programme__office",)),
    "impact.evaluation": (pgettext_lazy("log", "evaluation"), ("programme__office",)),
    "impact.finding": (pgettext_lazy("log", "finding"), ("programme__office",)),
    "impact.lessonlearned": (pgettext_lazy("log", "lesson learned"), ("programme__office",)),
    "impact.tip": (pgettext_lazy("log", "tip"), ("programme__office",)),
    "impact.interviewstudy": (pgettext_lazy("log", "interview study"), ("programme__office",)),
    "impact.influence": (pgettext_lazy("log", "other influence"), ("programme__office",)),
    "impact.contextstatistic": (pgettext_lazy("log", "outside statistic"), ("programme__office",)),
    "engagements.harvest": (pgettext_lazy("log", "harvest"), ("team__programme__office",)),
    "impact.contributionstory": (
        pgettext_lazy("log", "contribution story"),
        ("programme__office",),
    ),
    "outreach.newsletterissue": (
        pgettext_lazy("log", "issue of a newsletter"),
        ("newsletter__programme__office",),
    ),
    "outreach.campaign": (pgettext_lazy("log", "campaign"), ("programme__office",)),
    "outreach.attribution": (
        pgettext_lazy("log", "practice of a campaign"),
        ("campaign__programme__office",),
    ),
    "outreach.presentation": (pgettext_lazy("log", "presentation"), ("programme__office",)),
    "outreach.award": (pgettext_lazy("log", "award"), ("programme__office",)),
    "outreach.mediahit": (pgettext_lazy("log", "media hit"), ("programme__office",)),
    "outreach.publication": (pgettext_lazy("log", "publication"), ("programme__office",)),
    "outreach.podcastepisode": (pgettext_lazy("log", "podcast episode"), ("programme__office",)),
    "outreach.story": (pgettext_lazy("log", "story"), ("programme__office",)),
    "outreach.channelcount": (
        pgettext_lazy("log", "count of a channel"),
        ("programme__office",),
    ),
    "networks.network": (pgettext_lazy("log", "network"), ("programme__office",)),
    "networks.networkmember": (
        pgettext_lazy("log", "member of a network"),
        ("network__programme__office",),
    ),
    "networks.networkrole": (
        pgettext_lazy("log", "role in a network"),
        ("network__programme__office",),
    ),
    "practices.practice": (pgettext_lazy("log", "practice"), ("programme__office",)),
    "practices.adoption": (pgettext_lazy("log", "adoption"), ("practice__programme__office",)),
    "practices.adoptionlink": (
        pgettext_lazy("log", "adoption link"),
        ("practice__programme__office",),
    ),
    "practices.wish": (
        pgettext_lazy("log", "wish for a practice"),
        ("practice__programme__office",),
    ),
    "practices.comment": (pgettext_lazy("log", "comment"), ("practice__programme__office",)),
    "practices.question": (pgettext_lazy("log", "question"), ("practice__programme__office",)),
    "practices.curatedlist": (pgettext_lazy("log", "curated list"), ("programme__office",)),
    "practices.levelrules": (pgettext_lazy("log", "rules of levels"), ("programme__office",)),
    "practices.importrun": (pgettext_lazy("log", "import"), ("programme__office",)),
    "practices.lead": (pgettext_lazy("log", "tip of a practice"), ("programme__office",)),
    "practices.storyrequest": (pgettext_lazy("log", "story request"), ("programme__office",)),
    "programmes.programme": (pgettext_lazy("log", "programme"), ("office",)),
    "programmes.offering": (pgettext_lazy("log", "service"), ("programme__office",)),
    "programmes.staffassignment": (
        pgettext_lazy("log", "task in the programme office"),
        ("programme__office",),
    ),
    "programmes.goal": (pgettext_lazy("log", "goal"), ("programme__office",)),
    "programmes.period": (pgettext_lazy("log", "period"), ("programme__office",)),
    "programmes.party": (pgettext_lazy("log", "party"), ("programme__office",)),
    "programmes.mandate": (pgettext_lazy("log", "ground of the programme"), ("programme__office",)),
    "programmes.logoset": (pgettext_lazy("log", "funders’ marks"), ("project__programme__office",)),
    "programmes.fundingproject": (pgettext_lazy("log", "funded project"), ("programme__office",)),
    "programmes.budgetline": (pgettext_lazy("log", "cost line"), ("project__programme__office",)),
    "programmes.actual": (
        pgettext_lazy("log", "booked cost"),
        ("line__project__programme__office",),
    ),
    "programmes.indicatortotal": (
        pgettext_lazy("log", "indicator total"),
        ("project__programme__office",),
    ),
    "reports.report": (pgettext_lazy("log", "report"), ("programme__office",)),
    "reports.reportsection": (
        pgettext_lazy("log", "section of a report"),
        ("report__programme__office",),
    ),
    "reports.sectionpicture": (
        pgettext_lazy("log", "picture in a report"),
        ("section__report__programme__office",),
    ),
    "surveys.questionnaire": (pgettext_lazy("log", "questionnaire"), ("programme__office",)),
    "surveys.bankitem": (pgettext_lazy("log", "question of the bank"), ("programme__office",)),
    "surveys.round": (pgettext_lazy("log", "survey round"), ("programme__office",)),
    "surveys.surveyplan": (pgettext_lazy("log", "survey plan"), ("programme__office",)),
    "surveys.codeframe": (pgettext_lazy("log", "code frame"), ("programme__office",)),
    "surveys.code": (pgettext_lazy("log", "code"), ("frame__programme__office",)),
    "surveys.quote": (pgettext_lazy("log", "quote"), ("programme__office",)),
    "surveys.interview": (pgettext_lazy("log", "interview"), ("programme__office",)),
    "surveys.grouping": (pgettext_lazy("log", "grouping of answers"), ("programme__office",)),
    "correspondence.message": (pgettext_lazy("log", "message in the outbox"), ("office",)),
    "people.membership": (pgettext_lazy("log", "membership in the office"), ("organisation",)),
}
