"""Images and documents for tests of every room."""

import io
from typing import Any

from factories.hostile_files import pdf, photo

from common import clock
from media.documents.services import store_document
from media.images.services import render_image, store_image
from media.models import Document, Image


def upload(content: bytes, name: str = "photo.jpg") -> io.BytesIO:
    """A file object as a view would hand it on."""
    file = io.BytesIO(content)
    file.name = name
    return file


def make_image(uploaded_by: Any = None, *, ready: bool = True, content: bytes | None = None) -> Image:
    """A stored photo; `ready` has its renditions made as the worker would."""
    file = upload(content if content is not None else photo(1000, 750))
    image = store_image(uploaded_by=uploaded_by, file=file, now=clock.now())
    if ready:
        render_image(image_id=image.pk, now=clock.now())
        image.refresh_from_db()
    return image


def make_document(uploaded_by: Any = None, *, content: bytes | None = None, name: str = "paper.pdf") -> Document:
    """A stored private paper."""
    file = upload(content if content is not None else pdf(), name)
    return store_document(uploaded_by=uploaded_by, file=file, now=clock.now())
