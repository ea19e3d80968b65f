"""The base of what a seller's people see of its money."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request

from accounts.api.permissions import IsSignedIn
from accounts.api.viewer import viewer_of
from common.api.views import BazaarView
from sellers.models import Seller
from sellers.selectors import Right, require_member_right, seller_for


class MoneyDeskView(BazaarView):
    """An endpoint for the people of sellers who see its money."""

    permission_classes = (IsSignedIn,)
    paginated: ClassVar[bool] = False

    def seller(self, request: Request, seller_id: UUID, right: Right) -> Seller:
        """The seller, for a member with the right. Raises NotFound for strangers."""
        seller = seller_for(viewer_of(request), seller_id)
        require_member_right(viewer_of(request), seller, right)
        return seller
