"""What the worker does for the directory."""

from django.utils import timezone

from talkoot.experts.actions import co_design
from talkoot.experts.actions.directory import index_new_experts


def index_missing_experts(limit: int = 100) -> int:
    """Let search find experts whom somebody has named a moment ago; returns how many."""
    return index_new_experts(limit)


def forget_planners() -> int:
    """Forget whom planning organisations named, when their tender is over; returns how many."""
    return co_design.forget_planners(timezone.now())
