"""`talkoot forms`: the surveys and application forms that ship with the product."""

from typing import Any

from django.core.management.base import BaseCommand

from talkoot.calls.reference import load_forms
from talkoot.surveys.models import Questionnaire


class Command(BaseCommand):
    help = "Load the shipped surveys and application forms. A second run changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        load_forms()
        for form in Questionnaire.objects.filter(programme=None).order_by("code", "version"):
            self.stdout.write(f"{form.code} {form.version}: {form}")
