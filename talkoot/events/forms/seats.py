"""Input of seats: how many in all and who they are kept for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.forms import DateField, Form
from talkoot.core.row_forms import RowsForm, removal
from talkoot.events.forms.registration import NamedOrganisation, organisation_of
from talkoot.events.models import SeatQuota, Series
from talkoot.people.models import ParticipantRole

Kind = SeatQuota.Kind
SEATS_MOST = 20_000


class SeatsForm(RowsForm):
    """The seats of the series, its waiting list, and quotas."""

    row_title = gettext_lazy("Quota")
    ignored = RowsForm.ignored | {"kind", "role"}

    def __init__(self, data: Any = None, *, series: Series, quotas: Iterable[SeatQuota]) -> None:
        self.series = series
        rows = [
            {
                "id": quota.pk,
                "kind": quota.kind,
                "seats": quota.seats,
                "role": quota.role,
                "organisation": str(quota.organisation or ""),
                "code": quota.code,
            }
            for quota in quotas
        ]
        super().__init__(data, rows=rows)

    def whole_fields(self) -> dict[str, forms.Field]:
        return {
            "seats": forms.IntegerField(
                label=_("Seats in all"),
                help_text=_("Leave empty if there is room for everybody."),
                required=False,
                min_value=0,
                max_value=SEATS_MOST,
                initial=self.series.seats,
            ),
            "has_waiting_list": forms.BooleanField(
                label=_("Keep a waiting list when the seats are full"),
                required=False,
                initial=self.series.has_waiting_list,
            ),
        }

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "kind": forms.ChoiceField(label=_("What it limits"), choices=Kind.choices),
            "seats": forms.IntegerField(label=_("How many"), min_value=0, max_value=SEATS_MOST),
            "role": forms.ChoiceField(
                label=_("Role group (for a role group)"),
                choices=[("", "–"), *ParticipantRole.choices],
                required=False,
            ),
            "organisation": NamedOrganisation(
                label=_("Organisation of the register (a co-organiser, or one organisation)"),
                required=False,
            ),
            "code": forms.SlugField(
                label=_("End of the co-organiser’s link"),
                help_text=_("Small letters and hyphens, for example tampere."),
                max_length=40,
                required=False,
            ),
            "is_removed": removal(),
        }

    def clean_row(self, index: int, row: dict[str, Any]) -> None:
        organisation, words = organisation_of(row["organisation"] or "")
        row["organisation"] = organisation
        if words:
            self.add_error(
                f"{index}-organisation",
                _("The register has no organisation “%(name)s”. Write the whole name.")
                % {"name": words},
            )
        if row["kind"] == Kind.ROLE and not row["role"]:
            self.add_error(f"{index}-role", _("Choose the role group that the quota limits."))
        if row["kind"] == Kind.PARTNER and organisation is None and not words:
            self.add_error(f"{index}-organisation", _("Write the co-organiser’s name."))

    def quotas_given(self) -> list[dict[str, Any]]:
        """Of a valid form: {id, kind, seats, role, organisation, code} as they are kept."""
        found = []
        for row in self.rows_given():
            organisation, _words = organisation_of(row["organisation"] or "")
            is_partner = row["kind"] == Kind.PARTNER
            named = slugify(str(organisation)) if is_partner and organisation else ""
            found.append(
                {
                    "id": row["id"],
                    "kind": row["kind"],
                    "seats": row["seats"],
                    "role": row["role"] if row["kind"] == Kind.ROLE else "",
                    "organisation": organisation if row["kind"] != Kind.ROLE else None,
                    "code": (row["code"] or named[:40]) if is_partner else "",
                }
            )
        return found


class FundForm(Form):
    """Counting persons as participants of a project."""

    project = forms.TypedChoiceField(label=gettext_lazy("Project"), coerce=int)
    informed_on = DateField(label=gettext_lazy("When they were told what is reported of them"))
    started_on = DateField(label=gettext_lazy("When their part in the project began"))

    def __init__(self, *args: Any, projects: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {row.pk: row for row in projects}
        self.fields["project"].choices = [  # type: ignore[attr-defined]
            (row.pk, f"{row.name} ({row.programme})") for row in projects
        ]
