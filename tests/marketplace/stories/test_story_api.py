"""The doors of stories for sellers and for programs."""

from typing import Any

import pytest
from factories.accounts import make_user
from factories.marketplace import make_badge
from factories.registry import make_odop_entry
from factories.stories import make_owned_product, make_story
from rest_framework.test import APIClient

from marketplace.models import StoryCard

pytestmark = pytest.mark.django_db

BODY: dict[str, Any] = {
    "texts": {
        "en": {
            "title": "Walls that learned to travel",
            "local_names": ["Mithila painting"],
            "makers": "Sita Devi",
            "technique": "Double outline drawn with a bamboo nib.",
            "distinctive_quality": "No space is left empty.",
        }
    },
    "sources": ["Bihar Museum catalogue, 2019"],
    "approver": "Dulari Jha",
    "makers_consented": True,
    "status": "published",
}


def address(product: Any) -> str:
    return f"/api/v1/seller/products/{product.pk}/story"


class TestPutStory:
    def test_writes_then_replaces(self, client_for: Any) -> None:
        owner, product = make_owned_product()
        client = client_for(owner)
        assert client.get(address(product)).status_code == 404
        made = client.put(address(product), BODY)
        assert made.status_code == 201
        body = made.json()
        assert (body["status"], body["revision"], body["texts"]["en"]["title"]) == (
            "published",
            1,
            "Walls that learned to travel",
        )
        assert "hi" not in body["texts"]
        assert body["page_url"] == f"http://127.0.0.1:8000/s/{body['code']}"
        assert body["print_url"] == f"{body['page_url']}.pdf"
        again = client.put(address(product), {**BODY, "status": "draft"})
        assert (again.status_code, again.json()["status"], again.json()["revision"]) == (200, "draft", 2)
        read = client.get(address(product))
        assert (read.json(), read["ETag"]) == (again.json(), again["ETag"])

    def test_guards_against_lost_edits(self, client_for: Any) -> None:
        owner, product = make_owned_product()
        client = client_for(owner)
        first = client.put(address(product), BODY)
        old = first["ETag"]
        assert client.put(address(product), BODY, headers={"If-Match": old}).status_code == 200
        stale = client.put(address(product), {**BODY, "approver": "X"}, headers={"If-Match": old})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale_edit")
        assert StoryCard.objects.get().approver == "Dulari Jha"

    @pytest.mark.parametrize(
        ("change", "status", "code", "pointer"),
        [
            ({"texts": {"en": {"title": ""}}}, 400, "invalid_input", "/texts/en/title"),
            ({"texts": {"en": {**BODY["texts"]["en"], "title": "x" * 121}}}, 400, "invalid_input", "/texts/en/title"),
            ({"texts": {"en": {"title": "Only"}}}, 422, "story_incomplete", "/texts/en/technique"),
            ({"approver": ""}, 422, "story_incomplete", "/approver"),
            ({"status": "famous"}, 400, "invalid_input", "/status"),
            ({"sources": ["漢"]}, 422, "story_unprintable", "/sources/0"),
            ({"texts": []}, 400, "invalid_input", "/texts"),
        ],
    )
    def test_refuses_with_a_pointer(
        self, client_for: Any, change: dict[str, Any], status: int, code: str, pointer: str
    ) -> None:
        owner, product = make_owned_product()
        answer = client_for(owner).put(address(product), {**BODY, **change})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert pointer in [issue["pointer"] for issue in answer.json()["errors"]]
        assert not StoryCard.objects.exists()

    def test_is_closed_to_others(self, client_for: Any, anonymous_client: APIClient) -> None:
        _, product = make_owned_product()
        assert client_for(make_user()).put(address(product), BODY).status_code == 404
        assert anonymous_client.put(address(product), BODY).status_code == 401
        assert not StoryCard.objects.exists()


class TestGetProductStory:
    def test_shows_a_published_story_with_computed_badges(
        self, anonymous_client: APIClient, django_assert_num_queries: Any
    ) -> None:
        card = make_story()
        make_badge(card.product, make_odop_entry(card.product.origin_district, "Madhubani Painting"))
        with django_assert_num_queries(4):
            answer = anonymous_client.get(f"/api/v1/products/{card.product_id}/story")
        body = answer.json()
        assert sorted(body["texts"]) == ["en", "hi"]
        assert [(badge["kind"], badge["name"]) for badge in body["badges"]] == [("odop", "One District One Product")]
        assert "“Madhubani Painting”" in body["badges"][0]["evidence"]
        again = anonymous_client.get(
            f"/api/v1/products/{card.product_id}/story", headers={"If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304

    def test_names_makers_only_with_their_consent(self, anonymous_client: APIClient) -> None:
        card = make_story(makers_consented=False)
        body = anonymous_client.get(f"/api/v1/products/{card.product_id}/story").json()
        assert [text["makers"] for text in body["texts"].values()] == ["", ""]
        assert "makers_consented" not in body

    def test_hides_drafts(self, anonymous_client: APIClient) -> None:
        card = make_story(status="draft")
        assert anonymous_client.get(f"/api/v1/products/{card.product_id}/story").status_code == 404
