"""What a seller's people are told about its payouts."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from accounts.notices.services import notify
from accounts.notices.templates import NoticeTemplate
from common.money import format_inr
from orders.payouts.models import Payout
from sellers.selectors import MemberRole, member_users

PAID = NoticeTemplate(
    name="orders.payout_paid",
    subject={"en": "{amount} is on its way to your bank", "hi": "{amount} आपके बैंक में भेजे गए"},
    body={
        "en": "{seller}: {amount} was sent to {payee}. The statement shows every sale, deduction and refund.\n{link}",
        "hi": "{seller}: {amount} {payee} में भेजे गए। हर बिक्री, कटौती और वापसी का हिसाब विवरण में है।\n{link}",
    },
)
FAILED = NoticeTemplate(
    name="orders.payout_failed",
    subject={"en": "Your bank sent {amount} back", "hi": "आपके बैंक ने {amount} लौटा दिए"},
    body={
        "en": "{seller}: {amount} for {payee} came back ({reason}). The money is safe and still yours: check the bank "
        "account at the payment provider, and it is sent again with the next run.\n{link}",
        "hi": "{seller}: {payee} के लिए भेजे गए {amount} लौट आए ({reason})। पैसा सुरक्षित है और आपका ही है: भुगतान सेवा में "
        "अपना बैंक खाता जाँचें, अगली बार फिर भेजा जाएगा।\n{link}",
    },
)
BLOCKED = NoticeTemplate(
    name="orders.payout_blocked",
    subject={"en": "{amount} wait for you", "hi": "{amount} आपकी प्रतीक्षा में हैं"},
    body={
        "en": "{seller}: {amount} are ready, but cannot be paid yet: {reason}. Complete your payout account; then the "
        "money comes by itself.\n{link}",
        "hi": "{seller}: {amount} तैयार हैं, पर अभी भेजे नहीं जा सकते: {reason}। अपना भुगतान खाता पूरा करें; पैसा अपने आप "
        "आ जाएगा।\n{link}",
    },
)
TEMPLATES = (PAID, FAILED, BLOCKED)
_READERS = (MemberRole.OWNER, MemberRole.ACCOUNTANT)


def tell_about_payout(payout: Payout, template: NoticeTemplate, *, reason: str = "", now: datetime) -> None:
    """Tell the seller's owners and accountants, in the caller's transaction."""
    base = f"{settings.PUBLIC_BASE_URL}/api/v1/seller"
    account = f"{base}/profiles/{payout.seller_id}/payout-account"
    context = {
        "seller": payout.seller.display_name,
        "amount": format_inr(payout.amount),
        "payee": payout.payee_label or "your bank",
        "reason": reason,
        "link": f"{base}/statements.pdf?seller={payout.seller_id}" if template is PAID else account,
    }
    for user in member_users(payout.seller).filter(seller_memberships__role__in=_READERS).distinct():
        notify(user=user, template=template.name, context=context, now=now)
