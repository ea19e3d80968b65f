"""The page behind each problem document's type."""

import pytest
from rest_framework.test import APIClient


@pytest.mark.django_db
class TestErrorsPage:
    def test_has_an_anchor_for_a_code_that_was_answered(self, anonymous_client: APIClient) -> None:
        problem = anonymous_client.get("/nowhere").json()
        assert problem["type"] == "/api/docs/errors#not_found"
        page = anonymous_client.get("/api/docs/errors").content.decode()
        assert '<article id="not_found">' in page
