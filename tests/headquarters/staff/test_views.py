"""Roles, and the words of a sign-in that did not work."""

import pytest

from kiosk.headquarters.staff.views import Role, SignInRefused


def test_every_role_has_words() -> None:
    assert all(role.words for role in Role)


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_cases_does_not_administrate(role: Role) -> None:
    assert role.may_see_cases == role.may_take_calls
    assert not (role.may_see_cases and (role.may_enrol or role.may_see_audit))


def test_refusals_have_words() -> None:
    assert "12秒" in SignInRefused(reason="wait", wait_s=12).words
    assert SignInRefused(reason="closed").words != SignInRefused(reason="wrong").words
