from django.urls import path

from talkoot.correspondence import views

urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", views.mailbox_message, name="mailbox-message"),
    path("opt-out/<str:token>/", views.opt_out, name="opt-out"),
    path("letters/<path:number>/", views.letter, name="letter"),
    path("office/outbox/", views.office_outbox, name="office-outbox"),
    path(
        "office/outbox/<int:pk>/revoke/", views.office_message_revoke, name="office-message-revoke"
    ),
    path("office/outbox/<int:pk>/retry/", views.office_message_retry, name="office-message-retry"),
]
