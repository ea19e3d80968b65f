"""How drf-spectacular describes the API: title, version, stable names of enumerations."""

from __future__ import annotations

from typing import Any

from config.env import BASE_DIR

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "ODOP bazaar",
    "DESCRIPTION": (BASE_DIR / "config" / "api_description.md").read_text(encoding="utf-8"),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SWAGGER_UI_DIST": "SIDECAR",  # the page works without a content network
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.openapi.describe_refusals",
        "config.openapi_examples.add_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        # orders: selling
        "LanguageEnum": ("en", "hi"),
        "OrderStatusEnum": "orders.purchases.states.OrderStatus",
        "PurchaseStatusEnum": "orders.purchases.states.PurchaseStatus",
        "OrderRefundStatusEnum": "orders.refunds.states.RefundStatus",
        "OrderRefundKindEnum": "orders.refunds.states.RefundKind",
        # registry
        "GiStatusEnum": "registry.gi.models.GiStatus",
        "GiGoodsTypeEnum": "registry.gi.models.GoodsType",
        "GiRegistrationKindEnum": "registry.gi.models.RegistrationKind",
        "OdopSectorEnum": "registry.odop.models.Sector",
        "OdopSchemeEnum": "registry.odop.models.Scheme",
        "PinBasisEnum": "registry.places.models.PinBasis",
        "ProductStatusEnum": "marketplace.catalogue.states.ProductStatus",
        "ImageStatusEnum": "media.images.states.ImageStatus",
        "StoryStatusEnum": "marketplace.stories.states.StoryStatus",
        "BadgeKindEnum": "marketplace.badges.states.BadgeKind",
        # sellers
        "SellerKindEnum": "sellers.profiles.states.SellerKind",
        "SellerDocumentKindEnum": "sellers.documents.kinds.DocumentKind",
    },
}
