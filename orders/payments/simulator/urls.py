"""Addresses of the simulator, mounted under /stripe-simulator/ in development only."""

from django.urls import path

from . import pages, views

urlpatterns = [
    path("v1/<path:rest>", views.api, name="stripe-simulator-api"),
    path("pay/<str:ref>", pages.pay, name="stripe-simulator-pay"),
    path("challenge/<str:ref>", pages.challenge, name="stripe-simulator-challenge"),
    path("onboard/<str:token>", pages.onboard, name="stripe-simulator-onboard"),
    path("control", views.control, name="stripe-simulator-control"),
]
