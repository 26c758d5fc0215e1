from django.urls import path

from talkoot.engagements.views import (
    approval,
    experts,
    exports,
    invoices,
    moving,
    reports,
    sessions,
    tasks,
)

CASE = "engagements/<slug:ref>"
SESSION = f"{CASE}/sessions/<int:order>"

urlpatterns = [
    path(f"{CASE}/decline/", experts.decline_engagement, name="decline-engagement"),
    path(f"{CASE}/expert/", experts.change_expert, name="change-expert"),
    path(
        f"{CASE}/further-days/",
        experts.record_continuation_purchase,
        name="record-continuation-purchase",
    ),
    path(f"{CASE}/day/", sessions.agree_day, name="agree-day"),
    path(f"{SESSION}/", sessions.move_day, name="move-day"),
    path(f"{SESSION}/cancel/", sessions.cancel_day, name="cancel-day"),
    path(f"{CASE}/finish/", sessions.finish_engagement, name="finish-engagement"),
    path(f"{CASE}/report/", reports.report_day, name="report-day"),
    path(f"{SESSION}/report/", reports.report_session, name="report-session"),
    path(f"{SESSION}/correct/", reports.correct_report, name="correct-report"),
    path(f"{CASE}/stuck/", tasks.raise_stuck, name="raise-stuck"),
    path(f"{CASE}/outputs/", tasks.add_output, name="add-output"),
    path(f"{CASE}/outputs/<int:pk>/", tasks.tick_output, name="tick-output"),
    path(f"{CASE}/story/", tasks.story_consent, name="story-consent"),
    path(f"{CASE}/continue/", tasks.continue_engagement, name="continue-engagement"),
    path("office/stuck/<int:pk>/", tasks.office_stuck, name="office-stuck"),
    path("office/reports/", approval.office_reports, name="office-reports"),
    path("office/reports/<int:pk>/", approval.office_report, name="office-report"),
    path("office/invoice-basis.<str:format>", exports.invoice_basis, name="invoice-basis"),
    path("office/fee-basis.<str:format>", exports.fee_basis, name="fee-basis"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/new/<int:supplier_pk>/", invoices.record_invoice, name="record-invoice"),
    path("invoices/<int:pk>/", invoices.invoice, name="invoice"),
    path("invoices/<int:pk>/correct/", invoices.correct_invoice, name="correct-invoice"),
    path("invoices/<int:pk>/approve/", invoices.approve_invoice, name="approve-invoice"),
    path("invoices/<int:pk>/paid/", invoices.pay_invoice, name="pay-invoice"),
    path("invoices/<int:pk>/return/", invoices.return_invoice, name="return-invoice"),
    path(
        "office/replacements/<int:pk>/engagements/",
        moving.move_engagements,
        name="move-engagements",
    ),
]
