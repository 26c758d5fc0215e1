"""The operators' tables open, and none of them changes a state."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from talkoot.home.reference import load_reference
from talkoot.people.models import User

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model.__module__.startswith("talkoot.")]


@pytest.fixture
def operator():
    client = Client()
    client.force_login(User.objects.create_superuser("yllapito@esimerkki.fi"))
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_list_and_first_row_open(operator, model):
    load_reference()
    address = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    assert operator.get(reverse(f"{address}_changelist")).status_code == 200
    if row := model._default_manager.first():
        assert operator.get(reverse(f"{address}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_state_can_be_changed(operator, model, rf):
    if not hasattr(model, "state"):
        return
    request = rf.get("/")
    request.user = User(is_staff=True, is_superuser=True, is_active=True)

    assert "state" not in admin.site._registry[model].get_form(request).base_fields
