"""Table of contents of the kernel's background work."""

from common.idempotency.tasks import forget_idempotency_keys
from common.outbox.tasks import drain_outbox

__all__ = ["drain_outbox", "forget_idempotency_keys"]
