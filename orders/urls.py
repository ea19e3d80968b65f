"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, path

from orders.payments.api import StripeConnectWebhook, StripeWebhook

urlpatterns: list[URLPattern | URLResolver] = [
    # money
    path("webhooks/stripe", StripeWebhook.as_view()),
    path("webhooks/stripe/connect", StripeConnectWebhook.as_view()),
]
