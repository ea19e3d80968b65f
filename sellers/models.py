"""Re-exports the models of the capabilities for Django; nothing else lives here."""

from sellers.bank.models import BankAccount, IfscAddition
from sellers.documents.models import SellerDocument
from sellers.members.models import SellerMember
from sellers.profiles.models import Seller, SellerMove
from sellers.review.models import ChangeRequest

__all__ = [
    "BankAccount",
    "ChangeRequest",
    "IfscAddition",
    "Seller",
    "SellerDocument",
    "SellerMember",
    "SellerMove",
]
