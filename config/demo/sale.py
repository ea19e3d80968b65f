"""Chapter three: a guest buys a gift from three sellers; twenty people want the last piece."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from config.demo.scene import Scene
from config.demo.teller import Answer, Person, counted, fresh_key, rupees

BASKETS, CHECKOUTS = "/api/v1/baskets", "/api/v1/checkouts"
DELHI = {
    "name": "Ananya Rao", "phone": "+919810012345", "line1": "12 Babar Road", "city": "New Delhi", "pin": "110001",
}  # fmt: skip
JAIPUR = {**DELHI, "line1": "7 Johari Bazaar", "city": "Jaipur", "pin": "302001"}
GIFT = "For your new home. नए घर की शुभकामनाएँ!"
RACERS = 20


def buy_as_a_gift(scene: Scene) -> None:
    """Basket, refusals, quote, checkout, 3-D Secure in the browser, webhook twice, charged once."""
    tell = scene.teller
    tell.chapter("A guest buys a gift from three sellers")
    guest = open_basket(scene, "guest")
    _fill(scene, guest)
    _refuse_what_cannot_be(scene, guest)
    quote = scene.post(guest, f"{scene.facts['basket']}/quotes", {"ship_to": DELHI}, expect=201, tell=_quote_in_words)
    parts = sum(parcel["total"]["amount"] for parcel in quote["parcels"])
    tell.must(
        parts == quote["total"]["amount"] and len(quote["parcels"]) == 3,
        "three parcels add up to the total, to the paisa",
    )
    tell.must(
        all(line["tax"]["igst"]["amount"] > 0 for p in quote["parcels"] for line in p["lines"]),
        "to Delhi: IGST in each line",
    )
    _check_out(scene, guest, quote["id"])
    _pay_with_3ds(scene, guest)


def _fill(scene: Scene, guest: Person) -> None:
    wanted = (("shg", "painting", 1), ("fpo", "turmeric", 2), ("micro", "dolls", 1))
    path = scene.facts["basket"]
    for seller, key, quantity in wanted:
        body = {"variant": scene.sellers[seller].variants[key], "quantity": quantity}
        scene.post(
            guest,
            f"{path}/lines",
            body,
            expect=201,
            tell=lambda b: f"{counted(len(b['lines']), 'line')}, {rupees(b['goods_total'])}",
        )
    scene.teller.call(guest, "PATCH", path, {"gift_message": GIFT}, tell=lambda b: f"card: “{b['gift_message']}”")


def _refuse_what_cannot_be(scene: Scene, guest: Person) -> None:
    tell, path = scene.teller, scene.facts["basket"]
    body = {"variant": scene.sellers["fpo"].variants["turmeric"], "quantity": -3}
    tell.call(guest, "POST", f"{path}/lines", body, expect=(400, 422))
    tell.call(Person("a stranger"), "GET", path, expect=404)
    tell.call(guest, "POST", f"{path}/lines", b'{"variant": ', expect=400)
    tell.call(guest, "POST", f"{path}/lines", b'{"x": "' + b"a" * 5_000_000 + b'"}', expect=413)
    plate = {"variant": scene.sellers["artisan"].variants["plate"], "quantity": 1}
    added = scene.post(guest, f"{path}/lines", plate, expect=201, silent=True)
    refused = tell.call(guest, "POST", f"{path}/quotes", {"ship_to": DELHI}, expect=(409, 422))
    tell.must("Imran Khan" in str(refused.body), "a seller without GST registration does not ship out of its state")
    line = next(row["id"] for row in added["lines"] if row["variant"] == plate["variant"])
    tell.call(guest, "DELETE", f"{path}/lines/{line}", silent=True)


def _check_out(scene: Scene, guest: Person, quote: str) -> None:
    tell = scene.teller
    contact = {"name": "Vikram Rao", "email": "vikram@example.com", "language": "en"}
    body = {"quote": quote, "contact": contact, "consents": {"terms": True}}
    tell.call(guest, "POST", CHECKOUTS, body, expect=400)
    tell.call(guest, "POST", CHECKOUTS, {**body, "consents": {"terms": False}}, headers=fresh_key(), expect=(400, 422))
    key = fresh_key()
    placed = tell.call(guest, "POST", CHECKOUTS, body, headers=key, expect=201, tell=_purchase_in_words)
    again = tell.call(
        guest, "POST", CHECKOUTS, body, headers=key, expect=201, tell="the same key again: the same answer"
    )
    tell.must(again.content == placed.content and again.headers.get("Idempotent-Replayed") == "true", "placed once")
    guest.headers["X-Purchase-Token"] = placed["token"]
    scene.facts |= {"purchase": placed["purchase"]["number"], "hosted": placed["payment"]["hosted_url"]}
    scene.facts["charged"] = placed["payment"]["amount"]
    scene.facts["guest"] = guest


def _pay_with_3ds(scene: Scene, guest: Person) -> None:
    tell, hosted = scene.teller, scene.facts["hosted"].removeprefix(scene.teller.base)
    control = {"switches": {"duplicates": 1}}
    tell.call(scene.nobody, "POST", "/stripe-simulator/control", control, tell="every webhook will come twice")
    browser = Person("browser")
    tell.call(browser, "GET", hosted, silent=True)
    tell.call(browser, "POST", hosted, form={"choice": "decline"}, expect=(200, 402), tell="declined; try again")
    asked = tell.call(browser, "POST", hosted, form={"choice": "3ds"}, expect=302, tell="the bank asks")
    tell.call(browser, "POST", asked.headers["Location"], form={"choice": "approve"}, expect=302, tell="approved")
    path = f"/api/v1/purchases/{scene.facts['purchase']}"
    paid = tell.wait(lambda: _paid(scene, guest, path), "the webhook made the purchase paid", seconds=60)
    tell.must(len(paid["orders"]) == 3, "three sellers have an order each")
    orders = [order["number"] for order in paid["orders"]]
    tell.must(
        len(set(orders)) == 3 and all(order["status"] == "confirmed" for order in paid["orders"]), ", ".join(orders)
    )
    entries = ledger_entries(scene, "payment_captured")
    tell.must(len(entries) == 1, "two deliveries of the webhook, one charge in the ledger")


def _paid(scene: Scene, guest: Person, path: str) -> Any:
    answer = scene.teller.call(guest, "GET", path, silent=True)
    return answer.body if answer["status"] == "paid" else None


def ledger_entries(scene: Scene, kind: str) -> list[dict[str, Any]]:
    """The journal's entries of a kind, as finance sees them."""
    path = f"/api/v1/staff/ledger/entries?limit=100&kind={kind}"
    return list(scene.teller.call(scene.staff["finance"], "GET", path, silent=True)["data"])


def open_basket(scene: Scene, name: str, *, silent: bool = False) -> Person:
    """A guest with an empty basket; its address is kept in the scene's facts."""
    person = Person(name)
    opened = scene.post(person, BASKETS, expect=201, silent=silent, tell="a basket with a token of its own")
    person.headers["X-Basket-Token"] = opened["token"]
    scene.facts["basket"] = f"{BASKETS}/{opened['id']}"
    return person


def race_for_the_last_piece(scene: Scene) -> None:
    """Twenty guests hold a quote for the one plate and check out in the same instant."""
    tell = scene.teller
    tell.chapter(f"{RACERS} buyers want the last piece")
    plate = {"variant": scene.sellers["artisan"].variants["plate"], "quantity": 1}
    racers: list[tuple[Person, str]] = []
    for number in range(RACERS):
        buyer = open_basket(scene, f"buyer {number + 1}", silent=True)
        scene.post(buyer, f"{scene.facts['basket']}/lines", plate, expect=201, silent=True)
        quote = scene.post(buyer, f"{scene.facts['basket']}/quotes", {"ship_to": JAIPUR}, expect=201, silent=True)
        racers.append((buyer, quote["id"]))
    answers = _at_once(scene, racers)
    won = [answer for _, answer in answers if answer.status == 201]
    lost = [answer for _, answer in answers if answer.status == 409]
    codes = sorted({str(answer["code"]) for answer in lost})
    tell.say(f"   {RACERS} × POST {CHECKOUTS} at once  → {len(won)} × 201, {len(lost)} × 409 {codes}")
    tell.must(len(won) == 1 and len(lost) == RACERS - 1, "exactly one buyer got it, all others were told")
    winner = next(buyer for buyer, answer in answers if answer.status == 201)
    winner.headers["X-Purchase-Token"] = won[0]["token"]
    hosted = won[0]["payment"]["hosted_url"].removeprefix(tell.base)
    tell.call(Person("browser"), "POST", hosted, form={"choice": "success"}, tell=f"{winner.name} pays")
    path = f"/api/v1/purchases/{won[0]['purchase']['number']}"
    tell.wait(lambda: _paid(scene, winner, path), "and has it", seconds=60)
    shown = tell.call(
        scene.nobody, "GET", f"/api/v1/products/{scene.sellers['artisan'].products['plate']}", silent=True
    )
    tell.must(shown["in_stock"] is False, "the shop window says sold out")


def _at_once(scene: Scene, racers: list[tuple[Person, str]]) -> list[tuple[Person, Answer]]:
    start = Barrier(len(racers))

    def run(racer: tuple[Person, str]) -> tuple[Person, Answer]:
        buyer, quote = racer
        contact = {"name": buyer.name, "email": f"{buyer.name.replace(' ', '')}@example.com"}
        body = {"quote": quote, "contact": contact, "consents": {"terms": True}}
        start.wait()
        answer = scene.teller.call(buyer, "POST", CHECKOUTS, body, headers=fresh_key(), expect=(201, 409), silent=True)
        return buyer, answer

    with ThreadPoolExecutor(len(racers)) as pool:
        return list(pool.map(run, racers))


def _quote_in_words(quote: Mapping[str, Any]) -> str:
    goods, shipping, total, tax = (rupees(quote[part]) for part in ("goods", "shipping", "total", "tax"))
    return f"goods {goods} + shipping {shipping} = {total}, tax within {tax}"


def _purchase_in_words(placed: Mapping[str, Any]) -> str:
    purchase = placed["purchase"]
    return f"purchase {purchase['number']} of {rupees(purchase['total'])} awaits payment; pieces are held"
