from django.urls import path

from talkoot.surveys.views import forms, office, parts, public

urlpatterns = [
    path("s/thanks/", public.survey_thanks, name="survey-thanks"),
    path("s/<str:token>/", public.survey, name="survey"),
    path("office/rounds/", office.office_rounds, name="office-rounds"),
    path("office/rounds/<int:pk>/", office.office_round, name="office-round"),
    path("office/forms/", forms.office_forms, name="office-forms"),
    path("office/forms/new/", forms.new_form, name="new-form"),
    path("office/forms/import/", forms.import_form, name="import-form"),
    path("office/forms/<int:pk>/", forms.office_form, name="office-form"),
    path("office/forms/<int:pk>/rename/", forms.rename_form, name="rename-form"),
    path("office/forms/<int:pk>/copy/", forms.copy_form, name="copy-form"),
    path("office/forms/<int:pk>/version/", forms.start_form_version, name="start-form-version"),
    path("office/forms/<int:pk>/publish/", forms.publish_form, name="publish-form"),
    path("office/forms/<int:pk>/delete/", forms.delete_form, name="delete-form"),
    path("office/forms/<int:pk>/preview/", forms.preview_form, name="preview-form"),
    path("office/forms/<int:pk>/xlsform/", forms.export_form, name="export-form"),
    path("office/forms/<int:pk>/add-section/", parts.add_section, name="add-section"),
    path("office/forms/<int:pk>/sections/<slug:code>/", parts.edit_section, name="edit-section"),
    path(
        "office/forms/<int:pk>/sections/<slug:code>/move/", parts.move_section, name="move-section"
    ),
    path(
        "office/forms/<int:pk>/sections/<slug:code>/delete/",
        parts.delete_section,
        name="delete-section",
    ),
    path(
        "office/forms/<int:pk>/sections/<slug:code>/condition/",
        parts.section_condition,
        name="section-condition",
    ),
    path("office/forms/<int:pk>/add-item/", parts.add_item, name="add-item"),
    path("office/forms/<int:pk>/items/<slug:code>/", parts.edit_item, name="edit-item"),
    path("office/forms/<int:pk>/items/<slug:code>/move/", parts.move_item, name="move-item"),
    path("office/forms/<int:pk>/items/<slug:code>/delete/", parts.delete_item, name="delete-item"),
    path(
        "office/forms/<int:pk>/items/<slug:code>/condition/",
        parts.item_condition,
        name="item-condition",
    ),
]
