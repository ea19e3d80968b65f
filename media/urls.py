"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, path

from media.images.api import ImageCollection, ImageDetail
from media.public_files import public_file

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/images", ImageCollection.as_view(), name="images"),
    path("api/v1/images/<uuid:image_id>", ImageDetail.as_view(), name="image"),
    path("media-files/<path:path>", public_file, name="public-file"),
]
