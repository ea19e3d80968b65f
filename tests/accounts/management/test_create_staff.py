"""The command that makes staff accounts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from factories.registry import make_state

from accounts.models import Role, User
from accounts.selectors import has_role

pytestmark = pytest.mark.django_db


class TestCreateStaff:
    def test_makes_an_account_that_signs_in_by_code(self) -> None:
        make_state("Bihar")
        for _ in range(2):
            call_command("create_staff", email="Meera@Bazaar.example", role=["reviewer", "moderator"], state="bihar")
        user = User.objects.get()
        assert (user.email, user.is_staff, user.has_usable_password()) == ("meera@bazaar.example", True, False)
        assert has_role(user, Role.REVIEWER)
        assert user.role_grants.count() == 2
        assert user.emailaddress_set.get().verified

    def test_takes_a_password_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STAFF_PASSWORD", "madhubani-lotus-7")
        call_command("create_staff", email="boss@bazaar.example", superuser=True)
        user = User.objects.get()
        assert user.is_superuser
        assert user.check_password("madhubani-lotus-7")

    @pytest.mark.parametrize(
        "options",
        [
            {"email": "nonsense", "role": ["finance"]},
            {"email": "a@bazaar.example"},
            {"email": "a@bazaar.example", "role": ["finance"], "state": "Atlantis"},
        ],
    )
    def test_refuses_bad_options(self, options: dict[str, Any]) -> None:
        with pytest.raises(CommandError):
            call_command("create_staff", **options)
        assert not User.objects.exists()
