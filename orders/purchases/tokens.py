"""Secrets that open a purchase to a guest."""

from __future__ import annotations

from common.crypto import hash_token
from orders.purchases.holders import new_token
from orders.purchases.models import Purchase, PurchaseToken


def issue_purchase_token(purchase: Purchase) -> str:
    """One more secret that opens the purchase; it is shown once, only its hash is stored."""
    token = new_token()
    PurchaseToken.objects.create(purchase=purchase, token_hash=hash_token(token))
    return token
