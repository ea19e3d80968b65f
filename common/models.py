"""Re-exports: the abstract bases of every table and the kernel's own tables."""

from common.audit.models import AuditEvent
from common.bases import BaseModel, StatusMove
from common.idempotency.models import IdempotencyRecord
from common.outbox.models import OutboxMessage

__all__ = ["AuditEvent", "BaseModel", "IdempotencyRecord", "OutboxMessage", "StatusMove"]
