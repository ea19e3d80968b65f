"""Finding a product by the way it is spelled at home."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from factories.marketplace import make_category, make_product, make_variant
from factories.registry import make_district
from factories.sellers import make_seller
from rest_framework.test import APIClient

from marketplace.catalogue.models import Product, SearchWord
from marketplace.catalogue.spelling import fold_words, vector_literal
from marketplace.shopfront.selectors import SpellingQuery

pytestmark = pytest.mark.django_db

URL = "/api/v1/products"


@pytest.fixture
def goods() -> None:
    """Four pieces from four districts."""
    for title, local_names, district, category, seller in (
        ("Madhubani painting of fish", ["मधुबनी चित्रकला", "Mithila art"], "Madhubani", "folk-paintings", "Ranti"),
        ("Kanchipuram silk saree", ["காஞ்சிபுரம் பட்டு"], "Kancheepuram", "silk-sarees", "Thari Nesavu"),
        ("Lakadong turmeric", ["Chyrmit"], "West Jaintia Hills", "spices", "Ka Bneng Growers"),
        ("Lacquered wooden toys", ["Bombe"], "Bengaluru South", "wooden-toys", "Channapatna Crafts"),
    ):
        place = make_district(district)
        product = make_product(
            make_seller(district=place, display_name=seller),
            title=title,
            local_names=local_names,
            category=make_category(category),
        )
        make_variant(product)


def found(client: APIClient, q: str, **query: Any) -> list[str]:
    response = client.get(URL, {"q": q, **query})
    assert response.status_code == 200, response.content
    return [row["title"].split()[0] for row in response.json()["data"]]


@pytest.mark.usefixtures("goods")
class TestSearch:
    @pytest.mark.parametrize(
        ("q", "first"),
        [
            ("madhubani", "Madhubani"),
            ("madubani", "Madhubani"),
            ("Madhubhani paintings", "Madhubani"),
            ("madhuban", "Madhubani"),
            ("mithila", "Madhubani"),
            ("मधुबनी", "Madhubani"),
            ("ranti", "Madhubani"),
            ("காஞ்சிபுரம்", "Kanchipuram"),
            ("sari", "Kanchipuram"),
            ("silk sarees", "Kanchipuram"),
            ("kancheepuram", "Kanchipuram"),
            ("turmeric from west jaintia hills", "Lakadong"),
            ("turmaric", "Lakadong"),
            ("lakdong", "Lakadong"),
            ("toy", "Lacquered"),
            ("chanapatna", "Lacquered"),
            ("channapatana", "Lacquered"),
        ],
    )
    def test_finds(self, anonymous_client: APIClient, q: str, first: str) -> None:
        assert found(anonymous_client, q)[:1] == [first]

    @pytest.mark.parametrize("q", ["refrigerator", "madhubani saree", "' | !x & (", "'; drop table", "%_\\"])
    def test_finds_nothing_rather_than_anything(self, anonymous_client: APIClient, q: str) -> None:
        response = anonymous_client.get(URL, {"q": q})
        assert response.status_code in {200, 400}
        assert response.json().get("data", []) == []

    def test_title_outranks_description(self, anonymous_client: APIClient) -> None:
        make_variant(make_product(title="Saree box", description="Holds a bangle"))
        make_variant(make_product(title="Glass bangle", description="Goes with a saree"))
        assert found(anonymous_client, "bangle") == ["Glass", "Saree"]

    def test_pages_by_relevance_without_gaps(self, anonymous_client: APIClient) -> None:
        for number in range(5):
            make_variant(make_product(title=f"Bangle {number}" + " bangle" * number))
        seen: list[str] = []
        url: str | None = f"{URL}?q=bangle&limit=2"
        while url:
            page = anonymous_client.get(url).json()
            seen += [row["title"] for row in page["data"]]
            url = page["next"]
        assert sorted(title[:8] for title in seen) == [f"Bangle {number}" for number in range(5)]

    def test_misspelling_searches_only_what_is_on_sale(self, anonymous_client: APIClient) -> None:
        Product.objects.filter(title__startswith="Lakadong").update(status="unpublished")
        assert found(anonymous_client, "lakdong") == []

    @pytest.mark.parametrize("word", ["madubani", "madhubaani"])
    def test_uses_the_indexes(self, word: str) -> None:
        SearchWord.objects.bulk_create([SearchWord(word=f"{number:x}vord{number}") for number in range(20_000)])
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_word_spelling')")
            cursor.execute("ANALYZE marketplace_searchword")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            plan = Product.objects.filter(search_vector=SpellingQuery([word])).explain()
        assert "Bitmap Index Scan on product_words" in plan
        assert plan.count("Bitmap Index Scan on search_word_spelling") == 2


class TestFoldWords:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Madhubani", "madubani"),
            ("pashmina", "pashmeena"),
            ("saree", "sari"),
            ("sarees", "saris"),
            ("Phulkari", "fulkari"),
            ("zari", "jari"),
            ("Channapatna", "chanapatna"),
            ("khadi", "Khaddi"),
            ("toys", "toy"),
            ("dishes", "dish"),
            ("artisan's", "artisans"),
        ],
    )
    def test_gives_one_spelling_to_both(self, one: str, other: str) -> None:
        assert fold_words(one) == fold_words(other)

    @pytest.mark.parametrize("text", ["मधुबनी", "காஞ்சிபுரம்", "मैथिली"])
    def test_keeps_indian_scripts_whole(self, text: str) -> None:
        assert fold_words(text) == [text]

    def test_drops_words_that_say_nothing(self) -> None:
        assert fold_words("Painting of the fish, from Madhubani") == ["painting", "fis", "madubani"]

    def test_bounds_its_work(self) -> None:
        assert len(fold_words("word " * 100_000)) == 2_000
        assert [len(word) for word in fold_words("b" + "ab" * 50_000)] == [40]

    def test_writes_literals_that_cannot_be_broken_out_of(self) -> None:
        assert vector_literal({"A": "silk'::x", "D": "a sari"}) == "'silk':1A 'ks':2A 'sari':3D"
