"""Find images and their public addresses."""

from __future__ import annotations

from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from common.errors import NotFound
from common.storage import public_storage
from media.images.models import Image, Rendition
from media.images.renditions import STEPS
from media.images.states import ImageStatus


def images_with_renditions() -> QuerySet[Image]:
    """Every image, renditions fetched in one further query whatever the number."""
    return Image.objects.prefetch_related("renditions").order_by("created_at", "id")


def image_for(viewer: object, image_id: UUID) -> Image:
    """The image if it is ready (then it is public), or the viewer uploaded it or is staff; else NotFound."""
    visible = Q(status=ImageStatus.READY)
    if not isinstance(viewer, AnonymousUser) and viewer is not None:
        visible |= Q(uploaded_by=viewer)
        if getattr(viewer, "is_staff", False):
            visible = Q()
    image = images_with_renditions().filter(visible, pk=image_id).first()
    if image is None:
        raise NotFound("There is no such image, or it is not ready yet.")
    return image


def ordered_renditions(image: Image) -> list[Rendition]:
    """Renditions of one image, smallest first, from the prefetched set."""
    return sorted(image.renditions.all(), key=lambda rendition: rendition.size)


def rendition_url(rendition: Rendition) -> str:
    """The lasting public address of one rendition, absolute (local storage knows only the path)."""
    return urljoin(f"{settings.PUBLIC_BASE_URL}/", public_storage().url(rendition.path))


def image_urls(image: Image) -> dict[str, str]:
    """Addresses by step, `{"320": …, "800": …, "1600": …}`; empty until the image is ready.

    An original smaller than a step answers with its largest rendition: nothing is ever enlarged.
    """
    made = ordered_renditions(image)
    if not made:
        return {}
    by_step = {step: next((each for each in made if each.size >= step), made[-1]) for step in STEPS}
    return {str(step): rendition_url(rendition) for step, rendition in by_step.items()}


def largest_rendition(image: Image, *, at_most: int = STEPS[-1]) -> Rendition | None:
    """The largest rendition of step `at_most` or below; None until the image is ready."""
    return next((each for each in reversed(ordered_renditions(image)) if each.size <= at_most), None)


def read_rendition(rendition: Rendition) -> bytes:
    """The WebP bytes of one rendition."""
    with public_storage().open(rendition.path) as file:
        return bytes(file.read())
