"""Table of contents of this room's staff screens."""

from media.documents.admin import DocumentAdmin
from media.images.admin import ImageAdmin

__all__ = ["DocumentAdmin", "ImageAdmin"]
