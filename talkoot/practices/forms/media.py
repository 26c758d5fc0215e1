"""Input of pictures, files and links."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import Form
from talkoot.files.images import check_picture
from talkoot.files.rules import check_upload
from talkoot.practices.forms.practice import https_address
from talkoot.practices.rules.media import FILE_TYPES


class ImageForm(Form):
    """A picture; shown only with its text alternative, source and consent."""

    picture = forms.FileField(
        label=_("Picture"),
        validators=[check_picture],
        help_text=_("A JPEG or PNG of at most 5 MB."),
    )
    alt = forms.CharField(
        label=_("What is in the picture?"),
        max_length=200,
        help_text=_("For those who do not see it, for example “Six people round a table”."),
    )
    credit = forms.CharField(
        label=_("Photographer or source"),
        max_length=120,
        help_text=_("Tell the photographer's role or company if the name is not to be shown."),
    )
    has_consent = forms.BooleanField(
        label=_("Everyone recognisable in the picture has agreed, and we may publish it"),
        error_messages={"required": _("Without everyone's consent the picture cannot be used.")},
    )


class AttachmentForm(Form):
    """A file or a link, one of the two."""

    title = forms.CharField(label=_("What is it?"), max_length=160)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        validators=[lambda upload: check_upload(upload, FILE_TYPES)],
        help_text=_("PDF, Word, Excel, PowerPoint or a picture, at most 5 MB. No personal data."),
    )
    url = forms.CharField(
        label=_("or link"),
        required=False,
        max_length=500,
        help_text=_("Begins with https://."),
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if url:
            https_address(url)
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_faults = "upload" in self.errors or "url" in self.errors
        if not has_faults and bool(cleaned.get("upload")) == bool(cleaned.get("url")):
            self.add_error("upload", gettext("Give a file or a link, one of the two."))
        return cleaned
