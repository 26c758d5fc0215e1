from django.urls import path

from talkoot.audit import views

urlpatterns = [path("", views.readyz, name="readyz")]
