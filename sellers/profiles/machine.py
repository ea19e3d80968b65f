"""The one setter of a seller's status."""

from __future__ import annotations

from common.states import StateMachine
from sellers.profiles.errors import SellerMoveRefused
from sellers.profiles.models import Seller, SellerMove
from sellers.profiles.states import MOVES, SellerStatus


class SellerMachine(StateMachine):
    """The shared machine, with a question that can be asked before the work of a move is done."""

    def require(self, seller: Seller, to: SellerStatus) -> None:
        """Raise :class:`SellerMoveRefused` unless the move is allowed from the seller's present status."""
        if not self.allows(seller, to):
            raise SellerMoveRefused(
                f"The application is “{seller.get_status_display()}”, so it cannot become “{to.label}”.",
                status_now=seller.status,
                status_wanted=str(to),
            )


MACHINE = SellerMachine(moves=MOVES, history=SellerMove, refusal=SellerMoveRefused)
