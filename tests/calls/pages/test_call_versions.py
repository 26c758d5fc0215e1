"""The published versions of a call."""

from talkoot.calls.actions import calls as actions


def test_versions_tell_what_changed(page, call, office_user):
    actions.save_call(call, values={"text_fi": "Hae asiantuntijan apua."}, by=office_user)
    call.refresh_from_db()
    actions.save_call(call, values={"max_days": 3}, by=office_user)
    answer = page.get("call-versions", call.slug, queries=2)
    for words in ("Versio 3", "Versio 2", "Versio 1", "[poistettu: tukea.]", "[lisätty: apua.]"):
        assert words in answer.text
    assert "Ensimmäinen julkaistu versio" in answer.text


def test_call_without_changes_says_so(page, call):
    assert "ei ole muuttunut" in page.get("call-versions", call.slug).text
