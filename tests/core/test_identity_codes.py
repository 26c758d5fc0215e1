"""Identity codes are found by their form and their check character."""

import pytest

from talkoot.core.identity_codes import has_identity_code, identity_code_problem


@pytest.mark.parametrize(
    "text", ["131052-308T", "Matti 131052+308T.", "ks. 010195-9077", "131052a308t"]
)
def test_code_is_found_wherever_it_stands(text):
    assert has_identity_code(text)
    assert not any(digits in identity_code_problem(text) for digits in ("131052", "010195"))


@pytest.mark.parametrize(
    "text", ["", "131052-308A", "991399-308T", "1131052-308T", "131052-308TX", "tosite 2026-0101"]
)
def test_what_only_looks_like_one_is_let_through(text):
    assert not has_identity_code(text)
    assert identity_code_problem(text) == ""
