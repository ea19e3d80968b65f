"""Chapter two: photos, badges that the registers prove, one claim refused, stories with a code to scan."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from typing import Any

from PIL import Image

from config.demo.onboarding import names
from config.demo.scene import Scene, SellerOnStage
from config.demo.teller import Person, counted, rupees
from config.seed.cast import Goods
from config.seed.pictures import photo

PRODUCTS, DESK = "/api/v1/seller/products", "/api/v1/staff/products"
PAGE_LIMIT = 50_000


def list_goods(scene: Scene) -> None:
    """Each seller lists its piece with a real photo; a moderator publishes it."""
    for seller in scene.sellers.values():
        scene.teller.chapter(f"{seller.cast.person} lists: {seller.cast.goods[0].title}")
        for goods in seller.cast.goods:
            _list(scene, seller, goods)
    _look_at_the_window(scene)


def _list(scene: Scene, seller: SellerOnStage, goods: Goods) -> None:
    tell, person = scene.teller, seller.person
    made = scene.post(
        person, PRODUCTS, _facts(scene, seller, goods), expect=201, tell=lambda b: f"HSN {b['hsn']}, {b['status']}"
    )
    product = seller.products[goods.key] = str(made["id"])
    price = {"price": inr(goods.price_amount), "mrp": inr(goods.mrp_amount), "weight_grams": goods.weight_grams}
    told = f"{rupees(inr(goods.price_amount))}, {goods.stock} in stock"
    variant = scene.post(person, f"{PRODUCTS}/{product}/variants", price, expect=201, tell=told)
    seller.variants[goods.key] = str(variant["id"])
    stock = {"kind": "received", "quantity": goods.stock, "cause": "first stock"}
    path = f"{PRODUCTS}/{product}/variants/{variant['id']}/stock"
    tell.call(person, "POST", path, {**stock, "quantity": -1}, expect=(400, 422), silent=True)
    scene.post(person, path, stock, expect=(200, 201), silent=True)
    _photograph(scene, seller, goods)
    _claim(scene, seller, goods)
    scene.post(person, f"{PRODUCTS}/{product}/submit", tell=lambda b: b["status"])
    moderator = scene.staff["moderator"]
    scene.post(
        moderator,
        f"{DESK}/{product}/approve",
        {},
        tell=lambda b: f"{b['status']} with {counted(len(b['badges']), 'badge')}",
    )
    _tell_story(scene, seller, goods)


def _facts(scene: Scene, seller: SellerOnStage, goods: Goods) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "seller": seller.id,
        "category": goods.category,
        "title": goods.title,
        "description": goods.description,
        "generic_name": goods.generic_name,
        "net_quantity": goods.net_quantity,
        "net_quantity_unit": goods.unit,
        "local_names": list(goods.local_names),
    }
    if goods.shelf_life_days:
        facts["shelf_life_days"] = goods.shelf_life_days
    return facts


def _photograph(scene: Scene, seller: SellerOnStage, goods: Goods) -> None:
    tell, person = scene.teller, seller.person
    if seller.cast.kind == "artisan":
        _refuse_hostile_files(scene, person)
    taken = photo(goods.motif, seed=sum(seller.id.encode()))
    files = {"file": ("photo.jpg", taken, "image/jpeg")}
    image = scene.post(
        person,
        "/api/v1/images",
        files=files,
        expect=(201, 202),
        tell=f"a photo of {len(taken) // 1024} kB with GPS in it",
    )
    path = f"/api/v1/images/{image['id']}"
    shown = tell.wait(lambda: _ready(scene, person, path), "the worker made its renditions")
    sizes = {rendition["width"] for rendition in shown["renditions"]}
    tell.must({320, 800, 1600} == sizes, "320, 800 and 1600 pixels wide, WebP")
    _check_rendition(scene, shown["renditions"][0]["url"])
    body = {"image": image["id"], "alt_text": goods.title}
    scene.post(person, f"{PRODUCTS}/{seller.products[goods.key]}/images", body, expect=201, silent=True)


def _ready(scene: Scene, person: Person, path: str) -> Any:
    answer = scene.teller.call(person, "GET", path, silent=True)
    return answer.body if answer["status"] == "ready" else None


def _check_rendition(scene: Scene, url: str) -> None:
    path = url.removeprefix(scene.teller.base)
    file = scene.teller.call(scene.nobody, "GET", path, silent=True)
    picture = Image.open(BytesIO(file.content), formats=["WEBP"])
    scene.teller.must(not dict(picture.getexif()), "no camera, no GPS position left in it")


def _refuse_hostile_files(scene: Scene, person: Person) -> None:
    bomb = BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    hostile = {
        "page.jpg": b"<html><script>alert(1)</script></html>",
        "huge.png": bomb.getvalue(),
    }
    for name, content in hostile.items():
        files = {"file": (name, content, "image/jpeg")}
        scene.teller.call(person, "POST", "/api/v1/images", files=files, expect=(400, 413, 415, 422))


def _claim(scene: Scene, seller: SellerOnStage, goods: Goods) -> None:
    for kind, name in (("odop", goods.odop), ("gi_registered", goods.gi)):
        if name:
            body = {"kind": kind, "entry": entry_id(scene, seller, kind, name)}
            path = f"{PRODUCTS}/{seller.products[goods.key]}/badge-claims"
            scene.post(seller.person, path, body, expect=201, tell=lambda b: b["reason"])


def entry_id(scene: Scene, seller: SellerOnStage, kind: str, name: str) -> str:
    """The register entry of this name; of the ODOP entries the one of the seller's own district."""
    path = "/api/v1/odop-entries" if kind == "odop" else "/api/v1/gi-entries"
    rows = scene.teller.call(scene.nobody, "GET", f"{path}?q={name.replace('&', '%26')}", silent=True)["data"]
    if kind == "odop":
        facts = scene.teller.call(seller.person, "GET", f"/api/v1/seller/profiles/{seller.id}", silent=True)
        rows = [row for row in rows if row["district"]["id"] == facts["district"]["id"]]
    return str(rows[0]["id"])


def _tell_story(scene: Scene, seller: SellerOnStage, goods: Goods) -> None:
    texts = {
        language: {**asdict(story), "local_names": list(story.local_names)} for language, story in goods.stories.items()
    }
    body = {"texts": texts, "approver": seller.cast.person, "makers_consented": False, "status": "published"}
    path = f"{PRODUCTS}/{seller.products[goods.key]}/story"
    told = scene.teller.call(
        seller.person, "PUT", path, body, expect=(200, 201), tell=lambda b: f"story card /s/{b['code']}"
    )
    scene.facts[f"story {goods.key}"] = told["code"]


def refuse_a_false_badge(scene: Scene) -> None:
    """A toy from Channapatna is no Madhubani painting: refused with the reason and the way out."""
    tell = scene.teller
    tell.chapter("A claim that the registers do not bear out")
    seller, shg = scene.sellers["micro"], scene.sellers["shg"]
    draft = {
        "seller": seller.id,
        "category": "folk-paintings",
        "title": "Painted panel in Mithila style",
    }
    product = scene.post(seller.person, PRODUCTS, draft, expect=201, silent=True)
    path = f"{PRODUCTS}/{product['id']}/badge-claims"
    for kind, name in (("odop", "Madhubani Paintings"), ("gi_registered", "Madhubani Paintings")):
        body = {"kind": kind, "entry": entry_id(scene, shg, kind, name)}
        refused = tell.call(seller.person, "POST", path, body, expect=422)
        tell.must(refused["code"] == "badge_refused", "no badge, and the reason says why")
    shown = tell.call(seller.person, "GET", path, silent=True)
    tell.must(not any(row["holds"] for row in shown["data"]), "nothing was stored")


def _look_at_the_window(scene: Scene) -> None:
    tell = scene.teller
    tell.chapter("The shop window")
    tell.call(scene.nobody, "GET", "/api/v1/products?q=madubani", tell=lambda b: names_of(b["data"]))
    found = tell.call(
        scene.nobody, "GET", "/api/v1/products?badge=odop&category=food", tell=lambda b: names_of(b["data"])
    )
    tell.must(len(found["data"]) >= 1, "food with the ODOP badge is found")
    painting = scene.sellers["shg"].products["painting"]
    page = tell.call(scene.nobody, "GET", f"/api/v1/products/{painting}", tell=lambda b: names(b["badges"]))
    again = tell.call(
        scene.nobody, "GET", f"/api/v1/products/{painting}", headers={"If-None-Match": page.headers["ETag"]}, expect=304
    )
    tell.must(again.content == b"", "a reader who has it already gets 304 and no bytes")


def read_a_story(scene: Scene) -> None:
    """What the code on the parcel leads to."""
    tell = scene.teller
    tell.chapter("The story card")
    code = scene.facts["story painting"]
    for language in ("en", "hi"):
        page = tell.call(
            scene.nobody, "GET", f"/s/{code}?lang={language}", tell=lambda b: f"{len(b.encode())} bytes of HTML"
        )
        tell.must(len(page.content) < PAGE_LIMIT and b"<script" not in page.content, "under 50 kB, no script")
    picture = tell.call(scene.nobody, "GET", f"/s/{code}.png", tell="a picture for sharing")
    tell.must(Image.open(BytesIO(picture.content)).size == (1200, 630), "1200 × 630 pixels")
    card = tell.call(scene.nobody, "GET", f"/s/{code}.pdf?lang=hi", tell="a card to print, in Hindi")
    tell.must(card.content.startswith(b"%PDF-"), "a PDF")


def inr(amount: int) -> dict[str, Any]:
    """Paise as the API writes money."""
    return {"amount": amount, "currency": "INR"}


def names_of(rows: list[dict[str, Any]]) -> str:
    """Titles of products, joined."""
    return " · ".join(str(row["title"]) for row in rows) or "nothing"
