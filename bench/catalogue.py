"""How fast the public list of products is, beside the floor: the same facts by one bare SQL query.

``make bench`` runs it on a throw-away PostgreSQL. Prints requests a second, the 99th percentile and SQL queries per
request at a small and a larger catalogue; everything is rolled back.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

SIZES = (1_000, 20_000)
ROUNDS = 150
FLOOR = """
SELECT json_agg(page) FROM (
    SELECT p.id, p.slug, p.title, p.price_from_amount, c.slug AS category, d.name AS district, s.name AS state,
           o.display_name AS seller
    FROM marketplace_product p
    JOIN marketplace_category c ON c.id = p.category_id
    JOIN registry_district d ON d.id = p.origin_district_id
    JOIN registry_state s ON s.id = d.state_id
    JOIN sellers_seller o ON o.id = p.seller_id
    WHERE p.status = 'published' AND o.status = 'approved'
    ORDER BY p.published_at DESC, p.id DESC LIMIT 20
) page
"""


@dataclass(frozen=True)
class Measure:
    """Requests a second and the 99th percentile in milliseconds."""

    per_second: float
    p99_ms: float


def measure(work: Callable[[], object], rounds: int = ROUNDS) -> Measure:
    """Time ``work`` after a warm-up of ten."""
    for _ in range(10):
        work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return Measure(rounds / sum(times), sorted(times)[int(rounds * 0.99) - 1] * 1000)


def fill(count: int) -> None:
    """Published products of one seller, spread over all districts, made in bulk."""
    from django.contrib.postgres.search import SearchVector

    from common import clock
    from common.ids import new_id, short_code
    from marketplace.catalogue.models import Category, Product, SearchWord, Variant
    from marketplace.stock.models import StockLevel
    from registry.models import District
    from sellers.models import Seller

    now, districts = clock.now(), list(District.objects.select_related("state"))
    category = Category.objects.get(slug="folk-paintings")
    seller = Seller.objects.filter(slug="bench").first() or Seller.objects.create(
        slug="bench", kind="artisan", status="approved", display_name="Bench", submitted_at=now, approved_at=now,
        district=districts[0], state=districts[0].state,
    )  # fmt: skip
    products = [
        Product(
            id=new_id(), seller=seller, category=category, status="published", title=f"Painting {n} of a bird",
            slug=f"bench-{n}-{short_code(6).lower()}", origin_district=districts[n % len(districts)], published_at=now,
            submitted_at=now, price_from_amount=10_000 + n,
        )
        for n in range(count)
    ]  # fmt: skip
    Product.objects.bulk_create(products, batch_size=2000)
    variants = [
        Variant(id=new_id(), product=p, seller=seller, sku=short_code(12), price_amount=p.price_from_amount or 1,
                mrp_amount=p.price_from_amount or 1, weight_grams=100)
        for p in products
    ]  # fmt: skip
    Variant.objects.bulk_create(variants, batch_size=2000)
    StockLevel.objects.bulk_create([StockLevel(variant=v, on_hand=5) for v in variants], batch_size=2000)
    Product.objects.filter(seller=seller).update(search_vector=SearchVector("title", config="simple"))
    SearchWord.objects.bulk_create([SearchWord(word=w) for w in ("painting", "bird")], ignore_conflicts=True)


def count(seen: list[str], execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Database wrapper that notes each statement."""
    seen.append(sql)
    return execute(sql, *rest)


def show(size: int, name: str, found: Measure, *, queries: int, floor: Measure) -> None:
    """One row of the table."""
    share = f"{100 * found.per_second / floor.per_second:.0f} %"
    print(f"{size:>9}  {name:<22} {found.per_second:>8.0f} {found.p99_ms:>8.1f} {queries:>8} {share:>9}", flush=True)


def run() -> None:
    """Fill, measure, print, roll back."""
    from django.db import connection, transaction
    from django.test import Client

    client, made = Client(), 0
    addresses = {
        "newest 20": "/api/v1/products",
        "by price": "/api/v1/products?sort=price",
        "search": "/api/v1/products?q=painting+bird",
    }
    print(f"{'products':>9}  {'what':<22} {'per s':>8} {'p99 ms':>8} {'queries':>8} {'of floor':>9}")
    with transaction.atomic():
        for size in SIZES:
            fill(size - made)
            made = size
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE marketplace_product, marketplace_variant, marketplace_stocklevel")
                floor = measure(lambda cursor=cursor: (cursor.execute(FLOOR), cursor.fetchone()))
            show(size, "floor: one bare query", floor, queries=1, floor=floor)
            for name, address in addresses.items():
                queries: list[str] = []
                with connection.execute_wrapper(partial(count, queries)):
                    answer = client.get(address)
                assert answer.status_code == 200, answer.content
                ours = measure(lambda address=address: client.get(address))
                show(size, name, ours, queries=len(queries), floor=floor)
        transaction.set_rollback(True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ |= {"THROTTLE_ADDRESS": "10000000/m"}
    import django

    django.setup()
    run()
