"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, path

from marketplace.badges.api import BadgeClaimCollection, BadgeClaimDetail, ProductBadges
from marketplace.catalogue.api.views import (
    CategoryTree,
    OwnPictureCollection,
    OwnPictureDetail,
    OwnProductCollection,
    OwnProductDetail,
    OwnVariantCollection,
    OwnVariantDetail,
)
from marketplace.moderation.api.desk import (
    ProductApproval,
    ProductChangesRequest,
    ProductRejection,
    ReviewDetail,
    ReviewQueue,
)
from marketplace.moderation.api.own import (
    ProductRequirements,
    ProductSubmission,
    ProductUnpublication,
    ProductWithdrawal,
)
from marketplace.shopfront.api.views import ProductCollection, ProductDetail
from marketplace.stock.api import VariantStock
from marketplace.stories.api import ProductStory, SellerStory
from marketplace.stories.pages import story_card, story_page, story_picture

OWN = "api/v1/seller/products"
DESK = "api/v1/staff/product-reviews"
DECISIONS = "api/v1/staff/products/<uuid:product_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/categories", CategoryTree.as_view(), name="categories"),
    path("api/v1/products", ProductCollection.as_view(), name="products"),
    path("api/v1/products/<uuid:product_id>", ProductDetail.as_view(), name="product"),
    path("api/v1/products/<uuid:product_id>/badges", ProductBadges.as_view(), name="product-badges"),
    path(OWN, OwnProductCollection.as_view(), name="seller-products"),
    path(f"{OWN}/<uuid:product_id>", OwnProductDetail.as_view(), name="seller-product"),
    path(f"{OWN}/<uuid:product_id>/variants", OwnVariantCollection.as_view(), name="seller-variants"),
    path(f"{OWN}/<uuid:product_id>/variants/<uuid:variant_id>", OwnVariantDetail.as_view(), name="seller-variant"),
    path(f"{OWN}/<uuid:product_id>/variants/<uuid:variant_id>/stock", VariantStock.as_view(), name="seller-stock"),
    path(f"{OWN}/<uuid:product_id>/images", OwnPictureCollection.as_view(), name="seller-product-images"),
    path(f"{OWN}/<uuid:product_id>/images/<uuid:picture_id>", OwnPictureDetail.as_view(), name="seller-product-image"),
    path(f"{OWN}/<uuid:product_id>/badge-claims", BadgeClaimCollection.as_view(), name="seller-badge-claims"),
    path(f"{OWN}/<uuid:product_id>/badge-claims/<slug:kind>", BadgeClaimDetail.as_view(), name="seller-badge-claim"),
    # Stories
    path("api/v1/products/<uuid:product_id>/story", ProductStory.as_view(), name="product-story"),
    path(f"{OWN}/<uuid:product_id>/story", SellerStory.as_view(), name="seller-story"),
    path("s/<slug:code>.png", story_picture, name="story-picture"),
    path("s/<slug:code>.pdf", story_card, name="story-card"),
    path("s/<slug:code>", story_page, name="story-page"),
    path(f"{OWN}/<uuid:product_id>/requirements", ProductRequirements.as_view(), name="seller-product-requirements"),
    path(f"{OWN}/<uuid:product_id>/submit", ProductSubmission.as_view(), name="seller-product-submit"),
    path(f"{OWN}/<uuid:product_id>/withdraw", ProductWithdrawal.as_view(), name="seller-product-withdraw"),
    path(f"{OWN}/<uuid:product_id>/unpublish", ProductUnpublication.as_view(), name="seller-product-unpublish"),
    path(DESK, ReviewQueue.as_view(), name="product-reviews"),
    path(f"{DESK}/<uuid:product_id>", ReviewDetail.as_view(), name="product-review"),
    path(f"{DECISIONS}/approve", ProductApproval.as_view(), name="product-approve"),
    path(f"{DECISIONS}/request-changes", ProductChangesRequest.as_view(), name="product-request-changes"),
    path(f"{DECISIONS}/reject", ProductRejection.as_view(), name="product-reject"),
]
