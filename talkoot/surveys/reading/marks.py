"""What tells whether somebody has changed a thing since its page was opened."""

import hashlib
import json

from talkoot.surveys.models import ReadAnswer


def reading_mark(answer: ReadAnswer) -> str:
    """Of an answer that is being read: its text, when it was read, and its codes."""
    codes = sorted(answer.points.values_list("code_id", flat=True))
    content = [answer.text, answer.is_confirmed, str(answer.read_at or ""), codes]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
