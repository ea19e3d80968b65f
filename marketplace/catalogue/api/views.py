"""Listings of one's own sellers: draft, read, describe, with variants and pictures; and the category tree."""

from __future__ import annotations

import re
from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common import clock
from common.api.etag import etag_response
from common.api.serializers import page_of
from common.api.views import BazaarView
from common.errors import StaleEdit
from common.money import Money
from marketplace.catalogue.api import answers, inputs
from marketplace.catalogue.models import Product
from marketplace.catalogue.selectors import active_categories, product_for, products_of, variant_for
from marketplace.catalogue.services.listings import describe_product, draft_product
from marketplace.catalogue.services.pictures import attach_picture, detach_picture
from marketplace.catalogue.services.variants import add_variant, change_variant
from sellers.selectors import Right, require_member_right, seller_for

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="ETag of the product as you saw it; 412 when it changed."
)


def product_etag(product: Product) -> str:
    """Strong ETag of a listing's description: its revision."""
    return f'"{product.pk.hex}.{product.revision}"'


def expected_revision(request: Request, product_id: UUID) -> int | None:
    """The revision named by If-Match, None without the header; raises StaleEdit for any other tag."""
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    match = re.fullmatch(rf'"{product_id.hex}\.([0-9]{{1,9}})"', header)
    if match is None:
        raise StaleEdit()
    return int(match[1])


class OwnProductView(BazaarView):
    """Base of the doors to one's own listings: a stranger's listing is not found."""

    permission_classes = (IsSignedIn,)
    paginated: ClassVar[bool] = False

    @property
    def viewer(self) -> User:
        """Who asks; IsSignedIn has let only accounts pass."""
        return cast(User, self.request.user)

    def editable(self, product_id: UUID) -> Product:
        """The listing, for a member with the right to manage listings; raises NotFound or MemberRightMissing."""
        product = product_for(self.viewer, product_id)
        require_member_right(self.viewer, product.seller, Right.MANAGE_LISTINGS)
        return product

    def product_response(self, product_id: UUID, *, code: int = status.HTTP_200_OK) -> Response:
        """The listing afresh, with its ETag."""
        product = product_for(self.viewer, product_id)
        response = Response(answers.OwnProductAnswer(product).data, status=code)
        response["ETag"] = product_etag(product)
        return response


class OwnProductCollection(OwnProductView):
    """One's own listings."""

    paginated: ClassVar[bool] = True
    query_params_allowed = frozenset({"status", "seller"})

    @extend_schema(
        operation_id="seller_products_list",
        parameters=[inputs.OwnProductsQuery],
        responses={200: page_of(answers.OwnProductSummaryAnswer)},
        tags=["marketplace"],
    )
    def get(self, request: Request) -> Response:
        """Listings of your sellers, newest first."""
        filters = self.valid_query(inputs.OwnProductsQuery, request)
        return self.keyset_page(
            products_of(self.viewer).filter(**filters).select_related("category"),
            ordering=("-created_at", "-id"),
            render=lambda row: answers.OwnProductSummaryAnswer(row).data,
        )

    @extend_schema(
        operation_id="seller_products_create",
        request=inputs.ProductDraftInput,
        responses={201: answers.OwnProductAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request) -> Response:
        """Start a draft; what your profile and the category know already is filled in."""
        facts = dict(self.valid(inputs.ProductDraftInput, request))
        seller = seller_for(self.viewer, facts.pop("seller"))
        require_member_right(self.viewer, seller, Right.MANAGE_LISTINGS)
        product = draft_product(seller=seller, facts=facts, now=clock.now())
        response = self.product_response(product.pk, code=status.HTTP_201_CREATED)
        response["Location"] = f"/api/v1/seller/products/{product.pk}"
        return response


class OwnProductDetail(OwnProductView):
    """One of one's own listings."""

    @extend_schema(
        operation_id="seller_products_retrieve", responses={200: answers.OwnProductAnswer}, tags=["marketplace"]
    )
    def get(self, request: Request, product_id: UUID) -> Response:
        """The whole listing with its variants, stock, pictures and history."""
        return self.product_response(product_id)

    @extend_schema(
        operation_id="seller_products_partial_update",
        parameters=[IF_MATCH],
        request=inputs.ProductFactsInput,
        responses={200: answers.OwnProductAnswer},
        tags=["marketplace"],
    )
    def patch(self, request: Request, product_id: UUID) -> Response:
        """Change what the listing says while it is a draft, sent back or unpublished."""
        self.editable(product_id)
        facts = self.valid(inputs.ProductFactsInput, request)
        describe_product(
            product_id=product_id, facts=facts, now=clock.now(), revision=expected_revision(request, product_id)
        )
        return self.product_response(product_id)


class OwnVariantCollection(OwnProductView):
    """Variants of one's own listing."""

    @extend_schema(
        operation_id="seller_variants_create",
        request=inputs.VariantInput,
        responses={201: answers.OwnVariantAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Add a variant with its price; stock is received separately."""
        self.editable(product_id)
        facts = amounts(self.valid(inputs.VariantInput, request))
        facts.setdefault("mrp_amount", facts["price_amount"])
        variant = add_variant(product_id=product_id, now=clock.now(), **facts)
        return Response(answers.OwnVariantAnswer(variant).data, status=status.HTTP_201_CREATED)


class OwnVariantDetail(OwnProductView):
    """One variant of one's own listing."""

    @extend_schema(
        operation_id="seller_variants_partial_update",
        request=inputs.VariantFactsInput,
        responses={200: answers.OwnVariantAnswer},
        tags=["marketplace"],
    )
    def patch(self, request: Request, product_id: UUID, variant_id: UUID) -> Response:
        """Change a variant; price, MRP and is_active also while the product is published."""
        self.editable(product_id)
        changes = amounts(self.valid(inputs.VariantFactsInput, request))
        change_variant(product_id=product_id, variant_id=variant_id, changes=changes, now=clock.now())
        return Response(answers.OwnVariantAnswer(variant_for(self.viewer, product_id, variant_id)).data)


class OwnPictureCollection(OwnProductView):
    """Pictures of one's own listing."""

    @extend_schema(
        operation_id="seller_product_images_create",
        request=inputs.PictureInput,
        responses={201: answers.PictureAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Show an image that you or a colleague uploaded."""
        self.editable(product_id)
        facts = dict(self.valid(inputs.PictureInput, request))
        picture = attach_picture(product_id=product_id, image_id=facts.pop("image"), now=clock.now(), **facts)
        return Response(answers.PictureAnswer(picture).data, status=status.HTTP_201_CREATED)


class OwnPictureDetail(OwnProductView):
    """One picture of one's own listing."""

    @extend_schema(operation_id="seller_product_images_destroy", responses={204: None}, tags=["marketplace"])
    def delete(self, request: Request, product_id: UUID, picture_id: UUID) -> Response:
        """Take a picture off the product."""
        self.editable(product_id)
        detach_picture(product_id=product_id, picture_id=picture_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class CategoryTree(BazaarView):
    """The category tree."""

    permission_classes = (AllowAny,)
    paginated: ClassVar[bool] = False

    @extend_schema(operation_id="categories_list", responses={200: answers.CATEGORY_TREE}, tags=["marketplace"])
    def get(self, request: Request) -> Response:
        """All open categories, every branch below its parent."""
        tree = active_categories().select_related("parent")
        return etag_response(request, {"data": [answers.CategoryAnswer(category).data for category in tree]})


def amounts(facts: dict[str, Any]) -> dict[str, Any]:
    """Money members as the columns that keep them: ``price`` becomes ``price_amount`` in paise."""
    return {
        f"{name}_amount" if isinstance(value, Money) else name: value.amount if isinstance(value, Money) else value
        for name, value in facts.items()
    }
