"""A seller's own doors to its private papers."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common import clock
from common.api.serializers import StrictSerializer, list_of
from common.api.throttling import GENERAL, ActionThrottle
from common.api.views import BazaarView
from media.documents.downloads import DOCUMENT_ANSWERS, document_response
from sellers.documents.kinds import DocumentKind
from sellers.documents.selectors import current_documents
from sellers.documents.services import add_document, own_document
from sellers.members.rights import Right
from sellers.members.selectors import require_member_right, seller_for


class DocumentAnswer(serializers.Serializer[Any]):
    """A private paper; its bytes are at ``…/documents/{id}/file``."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    title = serializers.CharField(source="get_kind_display")
    format = serializers.CharField(source="document.kind")
    original_name = serializers.CharField(source="document.original_name")
    byte_size = serializers.IntegerField(source="document.byte_size")
    added_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField(allow_null=True)


class DocumentInput(StrictSerializer):
    """One paper: a PDF, JPEG or PNG of at most 10 MB."""

    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    file = serializers.FileField(allow_empty_file=True, max_length=200)


class _PapersView(BazaarView):
    permission_classes = (IsSignedIn,)
    paginated = False

    @property
    def viewer(self) -> User:
        """Who asks; IsSignedIn has let only accounts pass."""
        return cast(User, self.request.user)


class DocumentCollection(_PapersView):
    """The papers of one's own seller."""

    parser_classes = (MultiPartParser,)
    throttle_classes = (*GENERAL, ActionThrottle("upload"))

    @extend_schema(operation_id="seller_documents_list", responses={200: list_of(DocumentAnswer)}, tags=["sellers"])
    def get(self, request: Request, seller_id: UUID) -> Response:
        """The current papers."""
        seller = seller_for(self.viewer, seller_id)
        require_member_right(self.viewer, seller, Right.SEE_DOCUMENTS)
        return Response({"data": DocumentAnswer(current_documents(seller), many=True).data})

    @extend_schema(
        operation_id="seller_documents_create",
        request={"multipart/form-data": DocumentInput},
        responses={201: DocumentAnswer},
        tags=["sellers"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Add a paper; one of the same kind is replaced by it. Refused while a reviewer has the application."""
        given = self.valid(DocumentInput, request)
        paper = add_document(
            seller_id=seller_id,
            viewer=self.viewer,
            kind=DocumentKind(given["kind"]),
            file=given["file"],
            now=clock.now(),
        )
        return Response(DocumentAnswer(paper).data, status=status.HTTP_201_CREATED)


class DocumentFile(_PapersView):
    """The bytes of a paper."""

    @extend_schema(
        operation_id="seller_documents_file_retrieve",
        responses=DOCUMENT_ANSWERS,
        tags=["sellers"],
    )
    def get(self, request: Request, seller_id: UUID, document_id: UUID) -> FileResponse:
        """Download a paper of your seller; whoever is not in its team gets a 404."""
        paper = own_document(seller_id=seller_id, document_id=document_id, viewer=self.viewer, now=clock.now())
        return document_response(paper.document)
