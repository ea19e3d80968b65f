"""Doors of images: upload one, look at one."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.etag import etag_response
from common.api.throttling import GENERAL, ActionThrottle
from common.api.views import BazaarView
from media.images.models import Image
from media.images.selectors import image_for, ordered_renditions, rendition_url
from media.images.services import store_image
from media.images.states import ImageStatus


class ImageUpload(serializers.Serializer[Any]):
    """`file`: one JPEG, PNG or WebP of at most 15 MB and 50 megapixels."""

    file = serializers.FileField(allow_empty_file=True, max_length=200)


class RenditionBody(serializers.Serializer[Any]):
    """One public WebP; `size` is the longest side it was made to fit."""

    size = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.URLField()


class ImageBody(serializers.Serializer[Any]):
    """An image; `renditions` is empty until `status` is `ready`."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=ImageStatus.choices)
    failure = serializers.CharField(help_text="Error code when status is failed, else empty", allow_blank=True)
    width = serializers.IntegerField(help_text="Pixels of the original as a person sees it")
    height = serializers.IntegerField()
    dominant_color = serializers.CharField(help_text="#rrggbb to show while loading", allow_blank=True)
    renditions = RenditionBody(many=True)
    created_at = serializers.DateTimeField()


def image_body(image: Image) -> dict[str, Any]:
    """Render an image whose renditions were prefetched."""
    return dict(
        ImageBody(
            {
                "id": image.pk,
                "status": image.status,
                "failure": image.failure,
                "width": image.width,
                "height": image.height,
                "dominant_color": image.dominant_color,
                "renditions": [
                    {"size": each.size, "width": each.width, "height": each.height, "url": rendition_url(each)}
                    for each in ordered_renditions(image)
                ],
                "created_at": image.created_at,
            }
        ).data
    )


class ImageCollection(BazaarView):
    """POST a photo."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (MultiPartParser,)
    throttle_classes = (*GENERAL, ActionThrottle("upload"))
    paginated: ClassVar[bool] = False

    @extend_schema(
        operation_id="images_create",
        request={"multipart/form-data": ImageUpload},
        responses={201: ImageBody},
        tags=["media"],
    )
    def post(self, request: Request) -> Response:
        """Take a photo in. It is `received`; fetch it again until it is `ready` (a second or two)."""
        file = self.valid(ImageUpload, request)["file"]
        image = store_image(uploaded_by=cast(AbstractBaseUser, request.user), file=file, now=clock.now())
        return Response(image_body(image), status=status.HTTP_201_CREATED)


class ImageDetail(BazaarView):
    """GET one image."""

    permission_classes = (AllowAny,)
    paginated: ClassVar[bool] = False

    @extend_schema(operation_id="images_retrieve", responses={200: ImageBody}, tags=["media"])
    def get(self, request: Request, image_id: UUID) -> Response:
        """A ready image is public; before that only its uploader and staff see it."""
        return etag_response(request, image_body(image_for(request.user, image_id)))
