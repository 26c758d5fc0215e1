"""What the worker does for the directory."""

from talkoot.experts.actions.directory import index_new_experts


def index_missing_experts(limit: int = 100) -> int:
    """Let search find experts whom somebody has named a moment ago; returns how many."""
    return index_new_experts(limit)
