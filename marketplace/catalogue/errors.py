"""Refusals of the catalogue."""

from __future__ import annotations

from common.errors import MoveRefused, Refusal


class ProductUnderReview(Refusal):
    """A moderator is looking at the listing; it stands still meanwhile."""

    code = "product_under_review"
    status = 409
    title = "The product is being reviewed"
    detail = "Wait for the decision, or withdraw the product from review, edit it and submit it again."


class ProductIsPublished(Refusal):
    """What buyers read was reviewed; it cannot change under them."""

    code = "product_is_published"
    status = 409
    title = "The product is published"
    detail = (
        "Unpublish the product, edit it and submit it again. Price, MRP and stock can change while it is published."
    )


class ProductIsRejected(Refusal):
    """The listing was refused for good."""

    code = "product_is_rejected"
    status = 409
    title = "The product was rejected"
    detail = "Read the reason in its history and make a new product that heeds it."


class ProductMoveRefused(MoveRefused):
    """The listing cannot take this step from where it stands."""

    code = "product_move_not_allowed"
    status = 409
    title = "Not possible in the product's present state"
    detail = "Fetch the product again and look at its status."


class SkuTaken(Refusal):
    """The seller uses this SKU for another variant."""

    code = "sku_taken"
    status = 409
    title = "This SKU is in use"
    detail = "Give each variant its own SKU; yours is on another variant already."


class PriceAboveMrp(Refusal):
    """Selling above the printed maximum retail price is forbidden (Legal Metrology Act 2009)."""

    code = "price_above_mrp"
    status = 422
    title = "The price is above the MRP"
    detail = "Lower the price to the MRP or below; the law forbids selling above the MRP."


class PictureUnfit(Refusal):
    """The picture cannot be put on this product."""

    code = "picture_unfit"
    status = 422
    title = "The picture cannot be used"
    detail = "Upload the picture with your own account, wait until it is ready, and add it once."


class GstRateUnknown(Refusal):
    """No dated rate covers this HSN and category on that day."""

    code = "gst_rate_unknown"
    status = 422
    title = "No GST rate is known"
    detail = "Check the HSN code; if it is right, ask the finance desk to add the rate for it."


class CategoryMoveRefused(Refusal):
    """A branch cannot hang below itself."""

    code = "category_cycle"
    status = 422
    title = "A category cannot be its own ancestor"
    detail = "Choose a parent outside the branch that you are moving."
