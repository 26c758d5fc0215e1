"""Input of bodies, members, meetings, strategies, grounds, periods, parties and continuity."""

from talkoot.governance.forms.bodies import (
    BodyForm,
    DocumentForm,
    ItemForm,
    MeetingForm,
    MemberForm,
    TaskForm,
)
from talkoot.governance.forms.entries import EntryForm
from talkoot.governance.forms.programme import (
    ContinuationForm,
    GoalForm,
    MandateForm,
    PartyForm,
    PeriodForm,
    ServiceForm,
    StaffForm,
    StrategyForm,
)
from talkoot.governance.forms.programme import ContinuityForm as ContinuityForm
from talkoot.governance.forms.programme import ServesForm as ServesForm

FORMS: dict[str, type[EntryForm]] = {
    "body": BodyForm,
    "period": PeriodForm,
    "party": PartyForm,
    "goal": GoalForm,
    "mandate": MandateForm,
    "strategy": StrategyForm,
    "staff": StaffForm,
    "service": ServiceForm,
    "continuation": ContinuationForm,
    "member": MemberForm,
    "document": DocumentForm,
    "meeting": MeetingForm,
    "item": ItemForm,
    "task": TaskForm,
}
