"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, path

from orders.baskets import api as baskets
from orders.cancellation import api as cancellation
from orders.checkout import api as checkout
from orders.fulfilment.api import buyer as fulfilment_buyer
from orders.fulfilment.api import seller as fulfilment
from orders.ledger import api as ledger
from orders.payments.api import StripeConnectWebhook, StripeWebhook
from orders.payouts.api import seller as payouts_seller
from orders.payouts.api import staff as payouts_staff
from orders.payouts.api import statements
from orders.purchases.api import views as purchases
from orders.quotes import api as quotes
from orders.quotes.shipping import api as shipping
from orders.refunds import api as refunds

BASKET = "api/v1/baskets/<uuid:basket_id>"
PURCHASE = "api/v1/purchases/<str:number>"
SELLER_ORDER = "api/v1/seller/orders/<str:number>"

selling: list[URLPattern | URLResolver] = [
    path("api/v1/baskets", baskets.BasketCollection.as_view(), name="baskets"),
    path(BASKET, baskets.BasketDetail.as_view(), name="basket"),
    path(f"{BASKET}/lines", baskets.BasketLines.as_view(), name="basket-lines"),
    path(f"{BASKET}/lines/<uuid:line_id>", baskets.BasketLineDetail.as_view(), name="basket-line"),
    path(f"{BASKET}/quotes", quotes.QuoteCollection.as_view(), name="basket-quotes"),
    path("api/v1/quotes/<uuid:quote_id>", quotes.QuoteDetail.as_view(), name="quote"),
    path("api/v1/checkouts", checkout.CheckoutCollection.as_view(), name="checkouts"),
    path("api/v1/purchases", purchases.PurchaseCollection.as_view(), name="purchases"),
    path(PURCHASE, purchases.PurchaseDetail.as_view(), name="purchase"),
    path(f"{PURCHASE}/cancel", cancellation.PurchaseCancel.as_view(), name="purchase-cancel"),
    path(f"{PURCHASE}/refunds", refunds.PurchaseRefunds.as_view(), name="purchase-refunds"),
    path(
        f"{PURCHASE}/orders/<str:order_number>/deliver",
        fulfilment_buyer.PurchaseOrderDeliver.as_view(),
        name="purchase-order-deliver",
    ),
    path("api/v1/seller/orders", fulfilment.SellerOrderCollection.as_view(), name="seller-orders"),
    path(SELLER_ORDER, fulfilment.SellerOrderDetail.as_view(), name="seller-order"),
    path(f"{SELLER_ORDER}/accept", fulfilment.SellerOrderAccept.as_view(), name="seller-order-accept"),
    path(f"{SELLER_ORDER}/ship", fulfilment.SellerOrderShip.as_view(), name="seller-order-ship"),
    path(f"{SELLER_ORDER}/deliver", fulfilment.SellerOrderDeliver.as_view(), name="seller-order-deliver"),
    path(f"{SELLER_ORDER}/cancel", refunds.SellerOrderCancel.as_view(), name="seller-order-cancel"),
    path(f"{SELLER_ORDER}/refunds", refunds.SellerOrderRefunds.as_view(), name="seller-order-refunds"),
    path(
        f"{SELLER_ORDER}/lines/<uuid:line_id>/refunds",
        refunds.LineRefundCollection.as_view(),
        name="seller-order-line-refunds",
    ),
    path("api/v1/staff/refunds", refunds.StaffRefundCollection.as_view(), name="staff-refunds"),
    path(
        "api/v1/seller/profiles/<uuid:seller_id>/shipping-policy",
        shipping.ShippingPolicyDetail.as_view(),
        name="seller-shipping-policy",
    ),
]

SELLER_STATEMENT = "api/v1/seller/statements"

money: list[URLPattern | URLResolver] = [
    path("webhooks/stripe", StripeWebhook.as_view(), name="stripe-webhook"),
    path("webhooks/stripe/connect", StripeConnectWebhook.as_view(), name="stripe-connect-webhook"),
    path(
        "api/v1/seller/profiles/<uuid:seller_id>/payout-account",
        payouts_seller.PayoutAccount.as_view(),
        name="seller-payout-account",
    ),
    path("api/v1/seller/payouts", payouts_seller.SellerPayouts.as_view(), name="seller-payouts"),
    path(SELLER_STATEMENT, statements.SellerStatement.as_view(), name="seller-statement"),
    path(f"{SELLER_STATEMENT}.csv", statements.SellerStatementCsv.as_view(), name="seller-statement-csv"),
    path(f"{SELLER_STATEMENT}.pdf", statements.SellerStatementPdf.as_view(), name="seller-statement-pdf"),
    path("api/v1/staff/payout-runs", payouts_staff.PayoutRunCollection.as_view(), name="staff-payout-runs"),
    path("api/v1/staff/ledger/trial-balance", ledger.TrialBalance.as_view(), name="staff-trial-balance"),
    path("api/v1/staff/ledger/entries", ledger.EntryCollection.as_view(), name="staff-ledger-entries"),
]

urlpatterns: list[URLPattern | URLResolver] = [*selling, *money]
