"""Table of contents of this room's background work."""

from marketplace.stock.tasks import release_expired_holds

__all__ = ["release_expired_holds"]
