"""Chapter four: the sellers send, one line is given back, everybody is paid once, the books close at zero."""

from __future__ import annotations

from functools import partial
from typing import Any

from config.demo.goods import inr
from config.demo.sale import ledger_entries
from config.demo.scene import Scene, SellerOnStage
from config.demo.teller import Person, counted, rupees

ORDERS, RUNS = "/api/v1/seller/orders", "/api/v1/staff/payout-runs"


def fulfil(scene: Scene) -> None:
    """Each seller accepts and ships; the toys' buyer is refunded before they leave, the rest is delivered."""
    tell = scene.teller
    tell.chapter("The sellers send their parcels")
    for key in ("shg", "fpo", "micro", "artisan"):
        seller = scene.sellers[key]
        listed = tell.call(seller.person, "GET", f"{ORDERS}?seller={seller.id}", silent=True)
        number = listed["data"][0]["number"]
        scene.facts[f"order {key}"] = number
        early = tell.call(seller.person, "POST", f"{ORDERS}/{number}/deliver", {}, expect=409, silent=key != "shg")
        tell.must(early["code"] != "", "what was not shipped cannot be delivered")
        scene.post(seller.person, f"{ORDERS}/{number}/accept", tell=lambda b: b["status"])
        parcel = {"carrier": "India Post", "tracking_number": f"EX{number[-5:]}IN"}
        scene.post(
            seller.person,
            f"{ORDERS}/{number}/ship",
            parcel,
            tell=lambda b: f"{b['status']}, {b['tracking']['tracking_number']}",
        )
    tell.call(scene.sellers["fpo"].person, "GET", f"{ORDERS}/{scene.facts['order shg']}", expect=404)
    guest = scene.facts["guest"]
    path = f"/api/v1/purchases/{scene.facts['purchase']}"
    scene.post(guest, f"{path}/orders/{scene.facts['order shg']}/deliver", tell="the buyer confirms the painting")
    for key in ("fpo", "micro", "artisan"):
        seller = scene.sellers[key]
        scene.post(seller.person, f"{ORDERS}/{scene.facts[f'order {key}']}/deliver", tell=lambda b: b["status"])
    seen = tell.call(guest, "GET", path, silent=True)
    tell.must(
        all(order["status"] == "delivered" for order in seen["orders"]), "the guest's page shows all three delivered"
    )


def refund_a_line(scene: Scene) -> None:
    """More than was paid is refused with what is left; then one of two pouches goes back."""
    tell = scene.teller
    tell.chapter("One pouch is given back")
    seller, number = scene.sellers["fpo"], scene.facts["order fpo"]
    order = tell.call(seller.person, "GET", f"{ORDERS}/{number}", silent=True)
    line = order["lines"][0]
    path = f"{ORDERS}/{number}/lines/{line['id']}/refunds"
    too_much = {"amount": inr(line["total"]["amount"] + 1), "reason": "The pouch was torn."}
    scene.post(seller.person, path, too_much, expect=(409, 422))
    other = scene.sellers["micro"].person
    scene.post(other, path, {"quantity": 1, "reason": "not mine"}, expect=404)
    asked = scene.post(
        seller.person,
        path,
        {"quantity": 1, "reason": "The pouch was torn."},
        expect=201,
        tell=lambda b: f"refund {b['number']} of {rupees(b['total'])}",
    )
    tell.must(asked["total"]["amount"] * 2 == line["total"]["amount"], "half of the line, to the paisa")
    guest, purchase = scene.facts["guest"], f"/api/v1/purchases/{scene.facts['purchase']}/refunds"
    tell.wait(lambda: _settled(scene, guest, purchase), "the money is on its way to the buyer", seconds=60)
    tell.must(
        len(ledger_entries(scene, "refund_paid")) == 1, "one refund in the ledger, although its webhook came twice"
    )


def _settled(scene: Scene, guest: Person, path: str) -> bool:
    rows = scene.teller.call(guest, "GET", path, silent=True)["data"]
    return bool(rows) and all(row["settled_at"] for row in rows)


def pay_the_sellers(scene: Scene) -> None:
    """Accounts at the provider, then the run twice: the second finds nothing left to pay."""
    tell, finance = scene.teller, scene.staff["finance"]
    tell.chapter("The sellers are paid")
    for seller in scene.sellers.values():
        _open_account(scene, seller)
    tell.call(scene.sellers["shg"].person, "POST", RUNS, {}, headers={"Idempotency-Key": "not-my-desk"}, expect=403)
    first = scene.post(finance, RUNS, {}, expect=(200, 201, 202), tell=_run_in_words)
    second = scene.post(finance, RUNS, {}, expect=(200, 201, 202), tell=_run_in_words)
    planned, again = ({payout["id"] for payout in run["payouts"]} for run in (first, second))
    tell.must(len(planned) == len(scene.sellers) and again <= planned, "the second run planned no payout")
    for seller in scene.sellers.values():
        paid = tell.wait(
            partial(_paid_out, scene, seller), f"{seller.cast.facts['display_name']} has been paid", seconds=90
        )
        tell.must(len(paid) == 1, f"once: {rupees(paid[0]['amount'])} to {paid[0]['payee']}")
    tell.must(len(ledger_entries(scene, "payout_paid")) == len(scene.sellers), "one payout a seller in the ledger")
    _read_statement(scene, scene.sellers["fpo"])


def _open_account(scene: Scene, seller: SellerOnStage) -> None:
    tell, path = scene.teller, f"/api/v1/seller/profiles/{seller.id}/payout-account"
    account = scene.post(
        seller.person, path, {}, expect=(200, 201), tell="an account at the provider, and a link to complete it"
    )
    link = account["onboarding_url"].removeprefix(tell.base)
    tell.call(Person("browser"), "POST", link, form={"choice": "complete"}, expect=(200, 302), silent=True)
    tell.wait(lambda: tell.call(seller.person, "GET", path, silent=True)["is_ready"], "ready to be paid", seconds=60)


def _paid_out(scene: Scene, seller: SellerOnStage) -> Any:
    rows = scene.teller.call(seller.person, "GET", f"/api/v1/seller/payouts?seller={seller.id}", silent=True)["data"]
    return rows if rows and all(row["status"] == "paid" for row in rows) else None


def _run_in_words(run: dict[str, Any]) -> str:
    if not run["payouts"]:
        return f"period {run['period']}: nothing left to pay"
    payees = ", ".join(f"{payout['seller_name']} {payout['status']}" for payout in run["payouts"])
    return f"period {run['period']}: {rupees(run['paid'])} in {counted(len(run['payouts']), 'payout')} ({payees})"


def _read_statement(scene: Scene, seller: SellerOnStage) -> None:
    tell, path = scene.teller, "/api/v1/seller/statements"
    found = tell.call(seller.person, "GET", f"{path}?seller={seller.id}", tell=_statement_in_words)
    taken = found["totals"]
    tell.must(
        found["opening"]["amount"] + taken["net"]["amount"] - taken["paid_out"]["amount"] == found["closing"]["amount"],
        "opening + net − paid out = closing",
    )
    sheet = tell.call(
        seller.person, "GET", f"{path}.csv?seller={seller.id}", tell=lambda b: f"CSV, {len(str(b).splitlines())} rows"
    )
    pdf = tell.call(seller.person, "GET", f"{path}.pdf?seller={seller.id}", tell="and as PDF")
    tell.must(len(sheet.content) > 0 and pdf.content.startswith(b"%PDF-"), "to keep and to print")


def _statement_in_words(found: dict[str, Any]) -> str:
    totals = found["totals"]
    names = ("paid", "commission", "commission_tax", "tcs", "tds", "refunded", "net")
    return ", ".join(f"{name.replace('_', ' ')} {rupees(totals[name])}" for name in names)


def close_the_books(scene: Scene) -> None:
    """The trial balance."""
    tell = scene.teller
    tell.chapter("The books")
    path = "/api/v1/staff/ledger/trial-balance"
    found = tell.call(
        scene.staff["finance"], "GET", path, tell=lambda b: f"trial balance: difference {rupees(b['difference'])}"
    )
    for row in found["rows"]:
        tell.say(f"{'':18}{row['title']:<44.44} {rupees(row['debit']):>16} {rupees(row['credit']):>16}")
    tell.must(found["is_balanced"] is True and found["difference"]["amount"] == 0, "debits less credits: ₹0.00")
