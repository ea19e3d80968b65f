"""A small bazaar with something of everything, and the people who may (not) touch it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from factories.accounts import make_address, make_staff, make_user
from factories.hostile_files import pdf
from factories.marketplace import make_badge, make_picture, make_product, make_variant
from factories.media import upload
from factories.orders import bring, make_paid_purchase, make_quote, make_shopper
from factories.orders import make_purchase as make_waiting_purchase
from factories.registry import make_gi_entry, make_odop_entry
from factories.sellers import make_member, make_seller
from factories.stories import make_story

from accounts.models import Role, User
from common import clock
from marketplace.models import Product, Variant
from orders.models import Purchase
from sellers.documents.kinds import DocumentKind
from sellers.documents.services import add_document
from sellers.models import Seller, SellerDocument

PEOPLE = ("anonymous", "guest", "buyer", "owner", "packer", "rival", "chief", *(role.value for role in Role))


@dataclass
class Stall:
    """One seller with a shop, and what belongs to it."""

    owner: User
    seller: Seller
    draft: Seller
    product: Product
    unlisted: Product
    variant: Variant
    unlisted_variant: Variant
    picture: Any
    paper: SellerDocument

    @property
    def ids(self) -> dict[str, list[str]]:
        """Path parameters and body fields that name its things."""
        return {
            "seller_id": [str(self.seller.pk), str(self.draft.pk)],
            "seller": [str(self.seller.pk)],
            "slug": [self.seller.slug],
            "product_id": [str(self.product.pk), str(self.unlisted.pk)],
            "product": [str(self.product.pk)],
            "category": [self.product.category.slug],
            "variant_id": [str(self.variant.pk), str(self.unlisted_variant.pk)],
            "variant": [str(self.variant.pk)],
            "picture_id": [str(self.picture.pk)],
            "image_id": [str(self.picture.image_id)],
            "image": [str(self.picture.image_id)],
            "document_id": [str(self.paper.pk)],
        }

    @property
    def editable(self) -> dict[str, list[str]]:
        """The same, of those of its things that may still be edited."""
        edited = {"seller_id": self.draft, "product_id": self.unlisted, "variant_id": self.unlisted_variant}
        return {**self.ids, **{name: [str(thing.pk)] for name, thing in edited.items()}}


@dataclass
class Bazaar:
    """Two stalls, a buyer and a guest with their purchases, and the staff."""

    people: Mapping[str, User | None]
    stall: Stall
    rival: Stall
    applicant: Seller
    candidate: Product
    guest_token: str
    waiting: Purchase
    paid: Purchase
    ids: dict[str, list[str]]

    def ids_for(self, method: str, path: str) -> dict[str, list[str]]:
        """The ids with which a request of the owner or the staff gets furthest."""
        if method != "GET" and path.startswith("/api/v1/staff/"):
            return {**self.ids, "seller_id": [str(self.applicant.pk)], "product_id": [str(self.candidate.pk)]}
        if method != "GET" and path.startswith(("/api/v1/seller/products", "/api/v1/seller/profiles")):
            return {**self.ids, **self.stall.editable}
        return self.ids

    def headers(self, person: str) -> dict[str, str]:
        """What this person's app sends with every request: the session token, or a guest's key."""
        if person == "guest":
            return {"X-Basket-Token": self.guest_token}
        user = self.people[person]
        return {} if user is None else {"X-Session-Token": session_token(user)}


def session_token(user: User) -> str:
    """A session of this person, as an app holds it."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    key = client.session.session_key
    assert key is not None
    return key


def make_stall(owner: User) -> Stall:
    """An approved seller with a published product with story, picture, badge and paper; and drafts."""
    seller = make_seller(owner=owner, gst=True)
    product, unlisted = make_product(seller), make_product(seller, "draft")
    variant = make_variant(product, stock=50)
    make_badge(product, make_odop_entry())
    make_story(product, owner)
    draft = make_seller("shg", "draft", owner=owner, bank=False)
    return Stall(
        owner=owner,
        seller=seller,
        draft=draft,
        product=product,
        unlisted=unlisted,
        variant=variant,
        unlisted_variant=make_variant(unlisted),
        picture=make_picture(product),
        paper=add_paper(owner, draft),
    )


def add_paper(owner: User, seller: Seller) -> SellerDocument:
    """A private paper of a seller that is still being written."""
    return add_document(
        seller_id=seller.pk,
        viewer=owner,
        kind=DocumentKind.PAN_CARD,
        file=upload(pdf(), "pan.pdf"),
        now=clock.now(),
    )


def make_bazaar() -> Bazaar:
    """The whole of it, by the services that make it in life."""
    buyer = make_user("buyer@example.org")
    stall, rival = make_stall(make_user("owner@example.org")), make_stall(make_user("rival@example.org"))
    people: dict[str, User | None] = {
        "anonymous": None,
        "guest": None,
        "buyer": buyer,
        "owner": stall.owner,
        "packer": make_member(stall.seller, "packer"),
        "rival": rival.owner,
        "chief": make_user(roles=list(Role), is_staff=True),
        **{role.value: make_staff(role) for role in Role},
    }
    paid = make_paid_purchase({stall.variant: 2, rival.variant: 1}, user=buyer)
    delivered = make_paid_purchase({stall.variant: 1}, user=buyer)
    bring(delivered.orders.get(), to="delivered")
    waiting = make_waiting_purchase({stall.variant: 1}, user=buyer)
    guest, shopper = make_shopper({stall.variant: 1}), make_shopper({rival.variant: 1}, user=buyer)
    gi = make_gi_entry(districts=[stall.product.origin_district])
    orders = [order for purchase in (paid, delivered, waiting) for order in purchase.orders.all()]
    district = stall.product.origin_district
    ids = {
        **merged(stall.ids, rival.ids),
        "basket_id": [str(guest.basket.pk), str(shopper.basket.pk)],
        "quote_id": [str(make_quote(guest).pk), str(make_quote(shopper).pk)],
        "basket_line_id": [str(line.pk) for one in (guest, shopper) for line in one.basket.lines.all()],
        "order_line_id": [str(line.pk) for order in orders for line in order.lines.all()],
        "purchase_number": [purchase.number for purchase in (paid, delivered, waiting)],
        "order_number": [order.number for order in orders],
        "address_id": [str(make_address(buyer).pk)],
        "district_id": [str(district.pk)],
        "state_id": [str(district.state_id)],
        "odop_entry": [str(make_odop_entry().pk)],
        "gi_entry": [str(gi.pk)],
        "pin": ["847211"],
        "purpose": ["marketing", "terms"],
        "badge_kind": ["odop", "gi_registered"],
    }
    ids |= {"quote": ids["quote_id"], "district": ids["district_id"], "state": ids["state_id"]}
    ids["entry"] = ids["odop_entry"]
    ids |= {"origin_district": ids["district_id"], "order": ids["order_number"], "line": ids["order_line_id"]}
    return Bazaar(
        people=people,
        stall=stall,
        rival=rival,
        applicant=make_seller("artisan", "submitted"),
        candidate=make_product(stall.seller, "submitted"),
        guest_token=guest.holder.token,
        waiting=waiting,
        paid=paid,
        ids=ids,
    )


def merged(*parts: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The lists of several mappings, one behind the other."""
    return {name: [value for part in parts for value in part.get(name, [])] for part in parts for name in part}
