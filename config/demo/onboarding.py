"""Chapter one: registers, and four sellers on their way from sign-up to approval."""

from __future__ import annotations

from typing import Any

from config.demo.cast import ARTISAN, SELLERS
from config.demo.scene import Scene, SellerOnStage
from config.seed.cast import Cast
from config.seed.papers import paper

PROFILES, DESK = "/api/v1/seller/profiles", "/api/v1/staff/seller-applications"
CHANGES_IN_HINDI = "सुधार चाहिए"  # “… needs changes”, as sellers are told by SMS


def look_into_registers(scene: Scene) -> None:
    """What anybody may read: places, ODOP entries, GIs; and a filter that does not exist."""
    tell, who = scene.teller, scene.nobody
    tell.chapter("The registers")
    pin = tell.call(who, "GET", "/api/v1/pincodes/562160", tell=lambda b: f"PIN 562160 lies in {names(b['districts'])}")
    tell.must("Bengaluru South" in names(pin["districts"]), "Ramanagara district is called Bengaluru South now")
    odop = tell.call(
        who,
        "GET",
        "/api/v1/odop-entries?q=lakadong",
        tell=lambda b: f"{b['data'][0]['product_name']}, {b['data'][0]['sector']}",
    )
    tell.must(odop["data"][0]["district"]["name"] == "West Jaintia Hills", "it is the entry of West Jaintia Hills")
    tell.call(
        who,
        "GET",
        "/api/v1/gi-entries?q=madhubani",
        tell=lambda b: f"GI no. {b['data'][0]['serial_no']}: {b['data'][0]['name']}",
    )
    tell.call(who, "GET", "/api/v1/gi-entries?colour=blue", expect=400)
    tell.call(who, "GET", "/api/v1/pincodes/000000", expect=(400, 404))


def bring_staff(scene: Scene) -> None:
    """The people of the desks sign in like everybody else."""
    scene.teller.chapter("The staff comes in")
    for desk in ("reviewer", "moderator", "finance"):
        scene.staff[desk] = scene.sign_in(desk, f"{desk}@bazaar.example")


def onboard_sellers(scene: Scene) -> None:
    """Four kinds of seller apply; the artisan's application goes back once."""
    for cast in SELLERS:
        scene.teller.chapter(f"{cast.person} of {cast.district} applies ({cast.kind.replace('_', '-')})")
        scene.sellers[cast.key] = _apply(scene, cast)
    _show_privacy(scene)


def _apply(scene: Scene, cast: Cast) -> SellerOnStage:
    tell = scene.teller
    person = scene.sign_up(cast.person, cast.email or cast.phone, cast.language)
    seller = SellerOnStage(cast, person)
    if cast is ARTISAN:
        _wrong_papers(scene, seller)
    facts = {"kind": cast.kind, **cast.facts, "district": _district(scene, cast)}
    begun = scene.post(
        person, PROFILES, facts, expect=201, tell=lambda b: f"draft {b['display_name']}, PAN shown as {b['pan']}"
    )
    seller.id = begun["id"]
    early = tell.call(person, "POST", f"{PROFILES}/{seller.id}/submit", expect=422)
    tell.must(len(early["errors"]) > 0, f"{len(early['errors'])} things are still missing, each with what to do")
    bank = dict(cast.bank)
    if cast is ARTISAN:
        bank["ifsc"] = "SBIN0999999"
        tell.call(person, "PUT", f"{PROFILES}/{seller.id}/bank-account", bank, expect=422)
        bank = dict(cast.bank)
    tell.call(
        person,
        "PUT",
        f"{PROFILES}/{seller.id}/bank-account",
        bank,
        tell=lambda b: f"{b['bank_name']}, account {b['number']}",
    )
    for kind in cast.papers:
        _upload(scene, seller, kind)
    scene.post(person, f"{PROFILES}/{seller.id}/submit", tell=lambda b: b["status"])
    if cast is ARTISAN:
        _sent_back(scene, seller)
    _approve(scene, seller)
    return seller


def _wrong_papers(scene: Scene, seller: SellerOnStage) -> None:
    """A company's PAN for a person, and a PIN code of another district: refused, nothing stored."""
    tell, cast = scene.teller, seller.cast
    wrong = {**cast.facts, "kind": cast.kind, "district": _district(scene, cast), "pan": "AAACB1234C", "pin": "110001"}
    answer = tell.call(seller.person, "POST", PROFILES, wrong, expect=422)
    tell.must({"/pan", "/pin"} <= {issue["pointer"] for issue in answer["errors"]}, "both fields are named")
    none = tell.call(seller.person, "GET", PROFILES, silent=True)
    tell.must(none["data"] == [], "nothing was stored")


def _upload(scene: Scene, seller: SellerOnStage, kind: str) -> None:
    content = {"file": (f"{kind}.pdf", paper(seller.cast, kind), "application/pdf")}
    path = f"{PROFILES}/{seller.id}/documents"
    if kind == "artisan_card" and "fake shown" not in scene.facts:
        scene.facts["fake shown"] = True
        fake = {"file": ("card.pdf", b"<html>not a PDF</html>", "application/pdf")}
        scene.teller.call(seller.person, "POST", path, files=fake, form={"kind": kind}, expect=422)
    silent = kind != seller.cast.papers[0]
    told = f"kept privately, as are the other {len(seller.cast.papers) - 1} papers"
    scene.teller.call(
        seller.person, "POST", path, files=content, form={"kind": kind}, expect=201, silent=silent, tell=told
    )


def _sent_back(scene: Scene, seller: SellerOnStage) -> None:
    tell, reviewer = scene.teller, scene.staff["reviewer"]
    items = [{"pointer": "/documents/artisan_card", "note": "The photo is blurred. Please upload it again."}]
    scene.post(reviewer, f"{DESK}/{seller.id}/request-changes", {"items": items}, tell=lambda b: b["status"])
    told = tell.wait(
        lambda: [text for text in scene.mailbox.texts(seller.cast.phone) if CHANGES_IN_HINDI in text],
        "the artisan was told by SMS, in Hindi",
    )
    tell.say(f"{'':18}“{told[0].splitlines()[0][:90]}”")
    _upload(scene, seller, "artisan_card")
    scene.post(seller.person, f"{PROFILES}/{seller.id}/submit", tell=lambda b: b["status"])


def _approve(scene: Scene, seller: SellerOnStage) -> None:
    reviewer = scene.staff["reviewer"]
    queue = scene.teller.call(reviewer, "GET", f"{DESK}?status=submitted", silent=True)
    scene.teller.must(seller.id in {row["id"] for row in queue["data"]}, "the application is in the reviewers' queue")
    reach = {True: "all of India", False: "its own state only (no GST registration)"}
    scene.post(
        reviewer,
        f"{DESK}/{seller.id}/approve",
        {},
        tell=lambda b: f"{b['status']}; may sell to {reach[b['ships_interstate']]}",
    )


def _show_privacy(scene: Scene) -> None:
    """Another seller sees nothing of this one; the public page shows no identifiers."""
    tell = scene.teller
    tell.chapter("Nobody sees another's papers")
    shg, fpo = scene.sellers["shg"], scene.sellers["fpo"]
    tell.call(fpo.person, "GET", f"{PROFILES}/{shg.id}", expect=404)
    tell.call(fpo.person, "POST", f"{DESK}/{shg.id}/approve", {}, expect=(403, 404))
    public = tell.call(
        scene.nobody,
        "GET",
        "/api/v1/sellers/maithili-kala-samuh",
        tell=lambda b: f"{b['legal_name']}, {b['district']['name']}",
    )
    shown = str(public.body)
    tell.must(
        str(shg.cast.facts["pan"]) not in shown and shg.cast.bank["number"] not in shown, "no PAN, no account number"
    )


def _district(scene: Scene, cast: Cast) -> str:
    found = scene.teller.call(scene.nobody, "GET", f"/api/v1/districts?q={cast.district}", silent=True)
    return str(found["data"][0]["id"])


def names(rows: list[dict[str, Any]]) -> str:
    """The names of register rows, joined."""
    return ", ".join(str(row["name"]) for row in rows)
