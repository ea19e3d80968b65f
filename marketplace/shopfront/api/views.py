"""The list of products and the product page, for everybody."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.etag import etag_response
from common.api.serializers import page_of
from common.api.views import BazaarView
from marketplace.shopfront.api.answers import (
    ProductPageAnswer,
    ProductSummaryAnswer,
    product_page,
    product_summary,
)
from marketplace.shopfront.api.inputs import ProductsQuery, read_filters
from marketplace.shopfront.selectors import public_product, public_products


class ProductCollection(BazaarView):
    """Products on sale."""

    permission_classes = (AllowAny,)
    query_params_allowed: ClassVar[frozenset[str]] = frozenset(ProductsQuery().fields)

    @extend_schema(
        operation_id="products_list",
        parameters=[ProductsQuery],
        responses={200: page_of(ProductSummaryAnswer)},
        tags=["marketplace"],
    )
    def get(self, request: Request) -> Response:
        """Published products of live sellers: search, narrow, order.

        A search ranks by where its words stand (title and local names, then place, category and register
        entry, then seller, then description) and by how alike the spelling is; nothing else ranks.
        """
        filters, ordering = read_filters(self.valid_query(ProductsQuery, request))
        page = self.keyset_page(public_products(filters), ordering=ordering, render=product_summary)
        return etag_response(request, page.data)


class ProductDetail(BazaarView):
    """One product on sale."""

    permission_classes = (AllowAny,)
    paginated: ClassVar[bool] = False

    @extend_schema(operation_id="products_retrieve", responses={200: ProductPageAnswer}, tags=["marketplace"])
    def get(self, request: Request, product_id: UUID) -> Response:
        """A product page: variants, pictures, declarations, origin, seller and badges with their evidence."""
        return etag_response(request, product_page(public_product(product_id)))
