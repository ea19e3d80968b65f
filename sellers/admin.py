"""Table of contents of this room's staff screens."""

from sellers.bank.admin import IfscAdditionAdmin
from sellers.review.admin import SellerAdmin

__all__ = ["IfscAdditionAdmin", "SellerAdmin"]
