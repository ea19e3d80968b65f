"""Transactional outbox: work after a commit is a row in the same transaction, delivered at least once.

``enqueue`` writes the row; ``handler`` names who does the work; the worker drains. A commit hint
wakes the worker at once; a periodic sweep finds what a lost hint left behind. Handlers must be
idempotent: a crash between work and mark repeats the work.
"""

from common.outbox.registry import handler, handlers_of
from common.outbox.services import drain_now, enqueue

__all__ = ["drain_now", "enqueue", "handler", "handlers_of"]
