"""Re-exports of this room's models (Django looks for them here)."""

from media.documents.models import Document, DocumentKind
from media.images.models import Image, ImageFormat, ImageMove, Rendition

__all__ = ["Document", "DocumentKind", "Image", "ImageFormat", "ImageMove", "Rendition"]
