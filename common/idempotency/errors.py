"""Refusals around idempotency keys."""

from common.errors import Refusal


class IdempotencyKeyMissing(Refusal):
    """This write moves money or stock and must carry a key."""

    code = "idempotency_key_missing"
    status = 400
    title = "Idempotency-Key is missing"
    detail = "Send a header Idempotency-Key with a fresh UUID; repeat the same key when you retry."


class IdempotencyKeyUnfit(Refusal):
    """The key is empty, too long or not printable."""

    code = "idempotency_key_unfit"
    status = 400
    title = "Idempotency-Key cannot be used"
    detail = "Send 8 to 255 printable ASCII characters, for example a UUID."


class IdempotencyKeyReused(Refusal):
    """The same key came with another body."""

    code = "idempotency_key_reused"
    status = 422
    title = "Idempotency-Key was used for another request"
    detail = "Use a fresh key for a different request; repeat a key only with the very same body."


class IdempotencyInFlight(Refusal):
    """The first request with the key has not been answered yet."""

    code = "idempotency_in_flight"
    status = 409
    title = "The first request is still running"
    detail = "Wait the number of seconds in Retry-After and send the same request again."
