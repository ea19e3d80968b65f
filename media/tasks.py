"""Table of contents of this room's background work."""

from media.images.tasks import ask_for_renditions, render_image_task, request_overdue_renditions_task

__all__ = ["ask_for_renditions", "render_image_task", "request_overdue_renditions_task"]
