"""Who asks at the counter: a signed-in user, or a guest with a token in a header."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from accounts.models import User
from common.api.views import BazaarView
from orders.purchases.holders import Holder

BASKET_KEY_HEADER = "X-Basket-Token"
PURCHASE_KEY_HEADER = "X-Purchase-Token"

BASKET_TOKEN_HEADER = OpenApiParameter(
    BASKET_KEY_HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER, description="A guest's key to the basket."
)
PURCHASE_TOKEN_HEADER = OpenApiParameter(
    PURCHASE_KEY_HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER, description="A guest's key to the purchase."
)


def user_of(request: Request) -> User | None:
    """The signed-in user, or None for a guest."""
    return request.user if isinstance(request.user, User) else None


def basket_holder(request: Request) -> Holder:
    """The person asking for a basket or a quote of it."""
    return Holder(user=user_of(request), token=request.headers.get(BASKET_KEY_HEADER, ""))


def purchase_holder(request: Request) -> Holder:
    """The person asking for a purchase."""
    return Holder(user=user_of(request), token=request.headers.get(PURCHASE_KEY_HEADER, ""))


class CounterView(BazaarView):
    """An endpoint open to guests; what they see is decided by their token."""

    permission_classes = (AllowAny,)
    paginated = False
