"""A payment set-up that cannot work is refused at start-up, with what to do about it."""

from __future__ import annotations

from typing import Any

import pytest

from orders.payments.checks import check_payments

GOOD = {
    "DEBUG": False,
    "STRIPE_SIMULATOR": False,
    "STRIPE_SECRET_KEY": "sk_live_abc",
    "STRIPE_API_BASE": "https://api.stripe.com",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "STRIPE_CONNECT_WEBHOOK_SECRET": "whsec_2",
    "STRIPE_PLATFORM_COUNTRY": "SG",
    "STRIPE_ALLOW_INDIAN_MULTI_SELLER": False,
}


def problems(settings: Any, **changes: Any) -> list[str]:
    for name, value in {**GOOD, **changes}.items():
        setattr(settings, name, value)
    found = check_payments(None)
    assert all(problem.hint for problem in found)
    return [problem.id for problem in found]


class TestCheckPayments:
    def test_accepts_a_good_set_up(self, settings: Any) -> None:
        assert problems(settings) == []

    def test_accepts_the_simulator_as_it_comes(self, settings: Any) -> None:
        changes = {
            "DEBUG": True,
            "STRIPE_SIMULATOR": True,
            "STRIPE_SECRET_KEY": "sk_test_simulator",
            "STRIPE_API_BASE": "http://127.0.0.1:8000/stripe-simulator",
            "STRIPE_PLATFORM_COUNTRY": "IN",
        }
        assert problems(settings, **changes) == []

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"STRIPE_SECRET_KEY": ""}, "orders.E001"),
            ({"STRIPE_SECRET_KEY": "pk_live_abc"}, "orders.E001"),
            ({"DEBUG": True}, "orders.E002"),
            ({"STRIPE_API_BASE": "https://api.stripe.com.evil.example"}, "orders.E003"),
            ({"STRIPE_API_BASE": "https://evilstripe.com"}, "orders.E003"),
            ({"STRIPE_API_BASE": "http://api.stripe.com"}, "orders.E003"),
            ({"STRIPE_API_BASE": "http://127.0.0.1:8000"}, "orders.E003"),
            ({"STRIPE_API_BASE": ""}, "orders.E003"),
            ({"STRIPE_WEBHOOK_SECRET": " "}, "orders.E004"),
            ({"STRIPE_CONNECT_WEBHOOK_SECRET": ""}, "orders.E004"),
            ({"STRIPE_PLATFORM_COUNTRY": "in"}, "orders.E005"),
        ],
    )
    def test_names_what_does_not_fit(self, settings: Any, changes: dict[str, Any], problem: str) -> None:
        assert problems(settings, **changes) == [problem]

    def test_lets_india_pass_by_explicit_agreement(self, settings: Any) -> None:
        assert problems(settings, STRIPE_PLATFORM_COUNTRY="IN", STRIPE_ALLOW_INDIAN_MULTI_SELLER=True) == []
