"""Put pictures on a listing and take them off; positions stay 0, 1, 2 … without holes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from common.errors import InvalidInput, NotFound
from marketplace.catalogue.errors import PictureUnfit
from marketplace.catalogue.models import Product, ProductImage
from marketplace.catalogue.services.listings import lock_editable, touch
from media.images.states import ImageStatus
from media.models import Image
from sellers.selectors import member_users

MAX_PICTURES = 12


@transaction.atomic
def attach_picture(
    *, product_id: UUID, image_id: UUID, alt_text: str, now: datetime, position: int | None = None
) -> ProductImage:
    """Show an image that somebody of the seller's team uploaded, at ``position`` (0 is the cover; last by default).

    An image still being prepared is accepted; submission waits for it. Raises PictureUnfit for an
    image that is unknown, another team's, failed or here already, and what forbids edits of the listing.
    """
    product = lock_editable(product_id)
    image = _usable_image(product, image_id)
    count = product.pictures.count()
    if count >= MAX_PICTURES:
        raise InvalidInput(f"A product has at most {MAX_PICTURES} pictures. Remove one first.", pointer="/image")
    place = count if position is None else min(position, count)
    product.pictures.filter(position__gte=place).update(position=F("position") + 1)
    picture = ProductImage.objects.create(product=product, image=image, position=place, alt_text=alt_text)
    touch(product)
    return picture


def _usable_image(product: Product, image_id: UUID) -> Image:
    image = Image.objects.filter(pk=image_id, uploaded_by__in=member_users(product.seller)).first()
    if image is None:
        raise PictureUnfit("No member of your team uploaded an image with this id.", pointer="/image")
    if image.status == ImageStatus.FAILED:
        raise PictureUnfit("This image could not be prepared. Upload the photo again.", pointer="/image")
    if product.pictures.filter(image=image).exists():
        raise PictureUnfit("This image is on the product already.", pointer="/image")
    return image


@transaction.atomic
def detach_picture(*, product_id: UUID, picture_id: UUID, now: datetime) -> None:
    """Take a picture off; those after it move up. Raises NotFound, and what forbids edits of the listing."""
    product = lock_editable(product_id)
    picture = product.pictures.filter(pk=picture_id).first()
    if picture is None:
        raise NotFound()
    place = picture.position
    picture.delete()
    product.pictures.filter(position__gt=place).update(position=F("position") - 1)
    touch(product)
