"""Staff screens of images: to look at, not to change."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline

from media.images.models import Image, ImageMove, Rendition
from media.images.selectors import images_with_renditions, ordered_renditions, rendition_url


class _ReadOnlyInline(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Rows come from the worker."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Rows are history."""
        return False


class RenditionInline(_ReadOnlyInline):
    """What is public of an image."""

    model = Rendition
    fields = ("size", "width", "height", "byte_size", "path")


class ImageMoveInline(_ReadOnlyInline):
    """How its status came about."""

    model = ImageMove
    fields = ("moved_at", "from_status", "to_status", "actor_label", "reason")


@admin.register(Image)
class ImageAdmin(ModelAdmin):
    """Images with their small rendition; nothing can be edited."""

    list_display = ("thumbnail", "status", "failure", "width", "height", "uploaded_by", "created_at")
    list_filter = ("status", "format")
    search_fields = ("id", "uploaded_by__email", "uploaded_by__name")
    list_select_related = ("uploaded_by",)
    inlines = (RenditionInline, ImageMoveInline)

    def get_queryset(self, request: HttpRequest) -> object:
        """Newest first, renditions prefetched."""
        return images_with_renditions().order_by("-created_at", "-id")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Photos come in through the API, which checks them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Images are immutable."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Products and cards may show it."""
        return False

    @admin.display(description="Photo")
    def thumbnail(self, image: Image) -> str:
        """The 320 rendition, or a dash until it is ready."""
        made = ordered_renditions(image)
        return format_html('<img src="{}" alt="" height="48">', rendition_url(made[0])) if made else "–"
