"""How much of a line is left to refund, and what a part of it takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from common.money import format_inr, pro_rata
from orders.purchases.models import OrderLine
from orders.purchases.proration import PART_FIELDS, LinePart, part_of_line
from orders.refunds.errors import RefundAboveRemaining
from orders.refunds.models import PurchaseRefundLine
from orders.refunds.states import RefundStatus


@dataclass(frozen=True)
class LineBalance:
    """A line and what refunds that stand (asked for or done, not failed) have taken of it."""

    line: OrderLine
    taken: Mapping[str, int]

    @property
    def gross_left(self) -> int:
        """Goods still refundable, tax included, in paise."""
        return self.line.gross_amount - self.taken["gross_amount"]

    @property
    def shipping_left(self) -> int:
        """Shipping still refundable, tax included, in paise."""
        return self.line.shipping_amount - self.taken["shipping_amount"]

    @property
    def quantity_left(self) -> int:
        """Pieces not refunded yet."""
        return self.line.quantity - self.taken["quantity"]

    def part(self, *, gross_amount: int, shipping_amount: int = 0) -> LinePart:
        """All components of a refund of that much. Raises ValueError above what is left."""
        return part_of_line(self.line, taken=self.taken, gross_amount=gross_amount, shipping_amount=shipping_amount)

    def gross_of(self, quantity: int) -> int:
        """The price of so many of the pieces left, in paise. Raises RefundAboveRemaining."""
        if quantity > self.quantity_left or self.gross_left == 0:
            raise self.above(pointer="/quantity")
        return pro_rata(self.gross_left, done=0, part=quantity, whole=self.quantity_left)

    def above(self, *, pointer: str) -> RefundAboveRemaining:
        """The refusal that names exactly what is left."""
        return RefundAboveRemaining(
            f"Of this line {format_inr(self.gross_left)} and {self.quantity_left} pieces are left to refund. "
            "Ask for no more than that.",
            pointer=pointer,
            remaining={"amount": self.gross_left, "currency": self.line.currency},
            remaining_quantity=self.quantity_left,
        )


def balances_of(lines: Iterable[OrderLine]) -> dict[UUID, LineBalance]:
    """The balances of lines whose order the caller has locked. One query."""
    by_id = {line.pk: line for line in lines}
    names = ("quantity", *PART_FIELDS)
    taken = {pk: dict.fromkeys(names, 0) for pk in by_id}
    standing = PurchaseRefundLine.objects.filter(order_line__in=by_id).exclude(refund__status=RefundStatus.FAILED)
    for row in standing:
        for name in names:
            taken[row.order_line_id][name] += getattr(row, name)
    return {pk: LineBalance(line=line, taken=taken[pk]) for pk, line in by_id.items()}


def refund_line_row(line: OrderLine, part: LinePart, *, quantity: int) -> PurchaseRefundLine:
    """The unsaved row of a part."""
    return PurchaseRefundLine(order_line=line, quantity=quantity, **asdict(part))
