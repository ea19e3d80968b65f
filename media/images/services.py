"""Take a photo in, and make its public renditions."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from common import outbox
from common.ids import new_id
from common.states import StateMachine
from common.storage import private_storage, public_storage
from media.files import put_once
from media.images.errors import ImageFileTooLarge, ImageRefused
from media.images.inspection import MAX_FILE_BYTES, inspect_image
from media.images.models import Image, ImageMove, Rendition
from media.images.renditions import RenderedImage, render_steps
from media.images.states import MOVES, ImageStatus

logger = logging.getLogger(__name__)

IMAGE_RECEIVED = "media.image_received"
# A photo that still waits after this long has lost its task (a broker was emptied): it is asked for again.
WAITING_TOO_LONG = timedelta(minutes=2)
# After this long something is wrong with the photo itself (it kills the worker, or its file is gone).
GIVEN_UP_AFTER = timedelta(hours=6)

machine = StateMachine(MOVES, ImageMove)


def store_image(*, uploaded_by: AbstractBaseUser | None, file: IO[bytes], now: datetime) -> Image:
    """Check an uploaded photo, keep the original private and ask for its renditions.

    Takes JPEG, PNG and WebP of at most 15 MB and 50 megapixels, by content; the file's name and
    declared type count for nothing. Raises an ImageRefused (each kind has its own code) and then
    stores nothing. The image is `received`; the worker makes it `ready`, or `failed`.
    """
    content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ImageFileTooLarge()
    found = inspect_image(content)
    image_id = new_id()
    path = private_storage().save(f"images/originals/{image_id}.{found.format}", ContentFile(content))
    try:
        with transaction.atomic():
            image = Image.objects.create(
                id=image_id,
                uploaded_by_id=uploaded_by.pk if uploaded_by else None,
                format=found.format,
                width=found.width,
                height=found.height,
                byte_size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                original_path=path,
            )
            outbox.enqueue(topic=IMAGE_RECEIVED, payload={"image_id": str(image.pk)}, key=str(image.pk))
    except DatabaseError:
        private_storage().delete(path)
        raise
    return image


def render_image(*, image_id: UUID, now: datetime) -> ImageStatus:
    """Make the renditions of a received image and mark it ready (or failed); returns its status.

    Safe to repeat and to run twice at once: files are named by their content, rows are written once
    under the image's lock. Decoding and storing happen outside any transaction.
    """
    image = Image.objects.get(pk=image_id)
    if image.status != ImageStatus.RECEIVED:
        return ImageStatus(image.status)
    with private_storage().open(image.original_path) as original:
        content = original.read()
    try:
        rendered = render_steps(content, image.format)
    except ImageRefused as refusal:
        return _mark_failed(image_id=image_id, failure=refusal.code, now=now)
    for rendition in rendered.renditions:
        put_once(public_storage(), rendition.name, rendition.content)
    return _mark_ready(image_id=image_id, rendered=rendered, now=now)


def fail_image(*, image_id: UUID, failure: str, now: datetime) -> ImageStatus:
    """Give up on an image for the reason `failure` (a code), unless it has been settled meanwhile."""
    return _mark_failed(image_id=image_id, failure=failure, now=now)


def request_overdue_renditions(*, now: datetime, limit: int = 100) -> int:
    """Ask again for images that have waited 2 minutes, give up those that have waited 6 hours; returns how many."""
    overdue = Image.objects.filter(status=ImageStatus.RECEIVED, created_at__lt=now - WAITING_TOO_LONG)
    found = list(overdue.order_by("created_at", "id").values_list("pk", "created_at")[:limit])
    for image_id, created_at in found:
        if created_at < now - GIVEN_UP_AFTER:
            fail_image(image_id=image_id, failure="image_rendering_given_up", now=now)
        else:
            outbox.enqueue(topic=IMAGE_RECEIVED, payload={"image_id": str(image_id)}, key=str(image_id))
    return len(found)


@transaction.atomic
def _mark_ready(*, image_id: UUID, rendered: RenderedImage, now: datetime) -> ImageStatus:
    image = Image.objects.select_for_update().get(pk=image_id)
    if image.status != ImageStatus.RECEIVED:
        return ImageStatus(image.status)
    Rendition.objects.bulk_create(
        Rendition(
            image=image,
            size=each.size,
            width=each.width,
            height=each.height,
            byte_size=len(each.content),
            path=each.name,
        )
        for each in rendered.renditions
    )
    image.dominant_color = rendered.dominant_color
    image.save(update_fields=["dominant_color"])
    machine.move_to(image, ImageStatus.READY, now=now, actor_label="worker")
    return ImageStatus.READY


@transaction.atomic
def _mark_failed(*, image_id: UUID, failure: str, now: datetime) -> ImageStatus:
    image = Image.objects.select_for_update().get(pk=image_id)
    if image.status != ImageStatus.RECEIVED:
        return ImageStatus(image.status)
    machine.move_to(image, ImageStatus.FAILED, now=now, actor_label="worker", reason=failure)
    image.failure = failure
    image.save(update_fields=["failure"])
    logger.warning("image %s could not be drawn: %s", image_id, failure)
    return ImageStatus.FAILED
