"""Background work of images: one service call each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from common import clock, outbox
from media.images.services import IMAGE_RECEIVED, fail_image, render_image, request_overdue_renditions

SOFT_LIMIT_SECONDS = 60
HARD_LIMIT_SECONDS = 90


@shared_task(
    name="media.render_image",
    ignore_result=True,
    soft_time_limit=SOFT_LIMIT_SECONDS,
    time_limit=HARD_LIMIT_SECONDS,
    autoretry_for=(OSError,),
    retry_backoff=5,
    max_retries=5,
    reject_on_worker_lost=False,  # a photo that kills its worker must not come straight back; the sweep asks again
)
def render_image_task(image_id: str) -> None:
    """Make the renditions; a photo that takes longer than the limit is given up."""
    try:
        render_image(image_id=UUID(image_id), now=clock.now())
    except SoftTimeLimitExceeded:
        fail_image(image_id=UUID(image_id), failure="image_rendering_too_slow", now=clock.now())


@shared_task(name="media.request_overdue_renditions", ignore_result=True)
def request_overdue_renditions_task() -> None:
    """Ask again for images whose task was lost."""
    request_overdue_renditions(now=clock.now())


@outbox.handler(IMAGE_RECEIVED)
def ask_for_renditions(payload: dict[str, Any]) -> None:
    """Queue the rendering as a task of its own: decoding must not hold up the outbox."""
    render_image_task.apply_async(args=[payload["image_id"]])
