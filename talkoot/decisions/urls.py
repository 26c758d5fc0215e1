from django.urls import path

from talkoot.decisions.views import (
    after,
    aid,
    giving_up,
    information,
    letters,
    office,
    publicity,
    queue,
    reconsideration,
    register,
    slate_signing,
    slates,
    terms,
)

urlpatterns = [
    path("office/applications/", queue.office_applications, name="office-applications"),
    path("office/applications.csv", queue.office_applications_csv, name="office-applications-csv"),
    path(
        "office/applications.xlsx", queue.office_applications_xlsx, name="office-applications-xlsx"
    ),
    path("office/applications/<slug:ref>/", office.office_application, name="office-application"),
    path(
        "office/applications/<slug:ref>/assess/",
        office.assess_application,
        name="assess-application",
    ),
    path("office/applications/<slug:ref>/decide/", office.decide, name="decide"),
    path(
        "office/applications/<slug:ref>/preview/", office.preview_decision, name="preview-decision"
    ),
    path("office/slates/", slates.office_slates, name="office-slates"),
    path("office/slates/add/", slates.add_to_slate, name="add-to-slate"),
    path("office/slates/<int:pk>/", slates.office_slate, name="office-slate"),
    path("office/slates/<int:pk>/compare/", slates.slate_comparison, name="slate-comparison"),
    path("office/slates/<int:pk>/discard/", slates.discard_slate, name="discard-slate"),
    path(
        "office/slates/<int:pk>/letters/<int:position>/",
        slate_signing.slate_letter,
        name="slate-letter",
    ),
    path(
        "office/slates/<int:pk>/letters/<int:position>.pdf",
        slate_signing.slate_letter_pdf,
        name="slate-letter-pdf",
    ),
    path("office/slates/<int:pk>/sign/", slate_signing.sign_slate, name="sign-slate"),
    path("office/slates/<int:pk>/stop/", slate_signing.stop_slate, name="stop-slate"),
    path("office/slates/<int:pk>/undo/", slate_signing.undo_slate, name="undo-slate"),
    path(
        "office/slates/<int:pk>/undo/<int:line>/",
        slate_signing.undo_slate_line,
        name="undo-slate-line",
    ),
    path("office/applications/<slug:ref>/undo/", after.undo_decision, name="undo-decision"),
    path(
        "office/applications/<slug:ref>/correct/", after.correct_decision, name="correct-decision"
    ),
    path(
        "office/applications/<slug:ref>/request/",
        reconsideration.register_reconsideration,
        name="register-reconsideration",
    ),
    path(
        "office/requests/", reconsideration.office_reconsiderations, name="office-reconsiderations"
    ),
    path(
        "office/requests/<int:pk>/",
        reconsideration.office_reconsideration,
        name="office-reconsideration",
    ),
    path(
        "office/requests/<int:pk>/undo/",
        reconsideration.undo_reconsideration,
        name="undo-reconsideration",
    ),
    path(
        "my/decisions/<slug:ref>/request/",
        reconsideration.request_reconsideration,
        name="request-reconsideration",
    ),
    path("my/requests/<int:pk>/", reconsideration.my_reconsideration, name="my-reconsideration"),
    path(
        "my/requests/<int:pk>/withdraw/",
        reconsideration.withdraw_reconsideration,
        name="withdraw-reconsideration",
    ),
    path("my/decisions/<slug:ref>/give-up/", giving_up.give_up_grant, name="give-up-grant"),
    path("register/", register.register, name="register"),
    path("register/request/", register.request_information, name="request-information"),
    path("register/request/sent/", register.information_requested, name="information-requested"),
    path("register/answers/<str:token>/", register.information_answer, name="information-answer"),
    path(
        "register/answers/<str:token>/<int:pk>/",
        register.information_answer_file,
        name="information-answer-file",
    ),
    path("office/information/", information.office_information, name="office-information"),
    path("office/information/new/", information.register_information, name="register-information"),
    path(
        "office/information/<int:pk>/",
        information.office_information_request,
        name="office-information-request",
    ),
    path(
        "office/information/<int:pk>/letter/",
        information.information_letter,
        name="information-letter",
    ),
    path(
        "office/information/<int:pk>/decision/",
        information.ask_information_decision,
        name="ask-information-decision",
    ),
    path(
        "office/information/<int:pk>/undo/",
        information.undo_information_request,
        name="undo-information-request",
    ),
    path(
        "office/information/<int:pk>/extend/",
        information.extend_information_request,
        name="extend-information-request",
    ),
    path(
        "office/applications/<slug:ref>/publicity/",
        publicity.case_publicity,
        name="case-publicity",
    ),
    path(
        "office/applications/<slug:ref>/publicity/documents/<slug:key>/",
        publicity.classify_document,
        name="classify-document",
    ),
    path(
        "office/applications/<slug:ref>/publicity/<slug:code>/",
        publicity.classify_answer,
        name="classify-answer",
    ),
    path(
        "office/applications/<slug:ref>/activity/<int:organisation>/",
        aid.classify_activity,
        name="classify-activity",
    ),
    path("office/decision-terms/", terms.decision_terms, name="decision-terms"),
    path(
        "office/decision-terms/<slug:slug>/",
        terms.change_decision_terms,
        name="change-decision-terms",
    ),
    path("office/aid/", aid.office_aid, name="office-aid"),
    path("office/aid/rules/", aid.aid_rules, name="aid-rules"),
    path("office/aid.csv", aid.office_aid_csv, name="office-aid-csv"),
    path("office/aid/<int:pk>/register/", aid.register_aid, name="register-aid"),
    path("office/aid/<int:pk>/sector/", aid.aid_sector, name="aid-sector"),
    path("applications/<slug:ref>/decision.pdf", letters.decision_letter, name="decision-letter"),
]
