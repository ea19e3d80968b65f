"""Consents over HTTP: given and withdrawn in one call each."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user

from accounts.models import ConsentRecord
from accounts.selectors import allows_marketing

pytestmark = pytest.mark.django_db

URL = "/api/v1/me/consents"


class TestConsents:
    def test_marketing_is_off_until_given_and_off_again_once_withdrawn(self, client_for: Any) -> None:
        user = make_user()
        client = client_for(user)
        version = {t["purpose"]: t["version"] for t in client.get("/api/v1/consent-texts").json()["data"]}["marketing"]
        assert not allows_marketing(user)
        answer = client.post(URL, {"purpose": "marketing", "version": version})
        assert (answer.status_code, answer.json()["is_given"]) == (201, True)
        assert allows_marketing(user)
        answer = client.delete(f"{URL}/marketing")
        assert (answer.status_code, answer.json()["is_given"]) == (200, False)
        assert not allows_marketing(user)
        assert ConsentRecord.objects.filter(user=user).count() == 2

    def test_the_same_word_twice_is_one_row(self, client_for: Any) -> None:
        client = client_for(make_user())
        for _ in range(2):
            assert client.delete(f"{URL}/marketing").status_code == 200
        assert ConsentRecord.objects.count() == 1

    def test_lists_every_purpose_in_one_query(self, client_for: Any, django_assert_num_queries: Any) -> None:
        client = client_for(make_user())
        with django_assert_num_queries(1):
            body = client.get(URL).json()
        assert [(c["purpose"], c["is_given"]) for c in body["data"]] == [
            ("terms", False),
            ("privacy", False),
            ("marketing", False),
        ]

    def test_refuses_another_version(self, client_for: Any) -> None:
        answer = client_for(make_user()).post(URL, {"purpose": "terms", "version": "2020-01-01"})
        assert (answer.status_code, answer.json()["code"]) == (409, "consent_version_stale")
        assert answer.json()["errors"][0]["pointer"] == "/version"
        assert not ConsentRecord.objects.exists()

    @pytest.mark.parametrize("purpose", ["terms", "privacy"])
    def test_refuses_to_withdraw_what_an_account_needs(self, client_for: Any, purpose: str) -> None:
        answer = client_for(make_user()).delete(f"{URL}/{purpose}")
        assert (answer.status_code, answer.json()["code"]) == (409, "consent_needed")

    def test_refuses_an_unknown_purpose(self, client_for: Any) -> None:
        assert client_for(make_user()).delete(f"{URL}/everything").status_code == 404
