"""SMS through an operator's HTTPS interface, configured by the environment.

Sends ``POST SMS_HTTP_URL`` with a JSON body and a bearer token. Commercial SMS in India must name
the sender's entity and the registered template (TRAI's Telecom Commercial Communications Customer
Preference Regulations 2018, the operators' DLT registers): ``SMS_DLT_ENTITY_ID`` and
``SMS_DLT_TEMPLATE_IDS`` carry them.
"""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings

from accounts.notices.errors import GatewayUnavailable, UndeliverableNotice
from common.outgoing import AddressRefused, OutgoingFailed, post_json

FOR_GOOD = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY})


class HttpSms:
    """One message per request; the reference goes along as ``Idempotency-Key``."""

    def send(self, *, to: str, text: str, template: str, reference: str) -> None:
        """Hand over one message; 2xx is success, 400, 404 and 422 are final, the rest is tried again."""
        body = {
            "to": to,
            "text": text,
            "sender": settings.SMS_SENDER,
            "entity_id": settings.SMS_DLT_ENTITY_ID,
            "template_id": settings.SMS_DLT_TEMPLATE_IDS.get(template, ""),
        }
        headers = {"Authorization": f"Bearer {settings.SMS_HTTP_TOKEN}", "Idempotency-Key": reference}
        try:
            status = post_json(settings.SMS_HTTP_URL, body=body, headers=headers, timeout=settings.SMS_HTTP_TIMEOUT)
        except (AddressRefused, OutgoingFailed) as error:
            raise GatewayUnavailable(f"the SMS operator cannot be reached: {error}") from error
        if status in FOR_GOOD:
            raise UndeliverableNotice(f"the SMS operator refused the message with {status}")
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise GatewayUnavailable(f"the SMS operator answered {status}")
