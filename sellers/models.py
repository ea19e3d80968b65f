"""Re-exports the models of the capabilities for Django; nothing else lives here."""

from sellers.bank.models import BankAccount, IfscAddition
from sellers.documents.models import SellerDocument
from sellers.members.models import SellerMember
from sellers.onboarding.models import ChangeRequest
from sellers.profiles.models import Seller, SellerMove

__all__ = [
    "BankAccount",
    "ChangeRequest",
    "IfscAddition",
    "Seller",
    "SellerDocument",
    "SellerMember",
    "SellerMove",
]
