"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, path

from sellers.documents.api import DocumentCollection, DocumentFile
from sellers.onboarding.api.views import (
    ProfileBankAccount,
    ProfileCollection,
    ProfileDetail,
    ProfileRequirements,
    ProfileSubmission,
)
from sellers.review.api.decisions import Approval, ChangesRequested, Reinstatement, Rejection, Suspension
from sellers.review.api.desk import (
    ApplicationDetail,
    ApplicationDocumentFile,
    ApplicationQueue,
    InterstateOverride,
    Reveal,
)
from sellers.storefront.api import PublicSellerCollection, PublicSellerDetail

OWN = "api/v1/seller/profiles"
DESK = "api/v1/staff/seller-applications"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/sellers", PublicSellerCollection.as_view(), name="sellers"),
    path("api/v1/sellers/<slug:slug>", PublicSellerDetail.as_view(), name="seller"),
    path(OWN, ProfileCollection.as_view(), name="seller-profiles"),
    path(f"{OWN}/<uuid:seller_id>", ProfileDetail.as_view(), name="seller-profile"),
    path(f"{OWN}/<uuid:seller_id>/requirements", ProfileRequirements.as_view(), name="seller-requirements"),
    path(f"{OWN}/<uuid:seller_id>/bank-account", ProfileBankAccount.as_view(), name="seller-bank-account"),
    path(f"{OWN}/<uuid:seller_id>/submit", ProfileSubmission.as_view(), name="seller-submit"),
    path(f"{OWN}/<uuid:seller_id>/documents", DocumentCollection.as_view(), name="seller-documents"),
    path(
        f"{OWN}/<uuid:seller_id>/documents/<uuid:document_id>/file",
        DocumentFile.as_view(),
        name="seller-document-file",
    ),
    path(DESK, ApplicationQueue.as_view(), name="seller-applications"),
    path(f"{DESK}/<uuid:seller_id>", ApplicationDetail.as_view(), name="seller-application"),
    path(f"{DESK}/<uuid:seller_id>/approve", Approval.as_view(), name="seller-approve"),
    path(f"{DESK}/<uuid:seller_id>/request-changes", ChangesRequested.as_view(), name="seller-request-changes"),
    path(f"{DESK}/<uuid:seller_id>/reject", Rejection.as_view(), name="seller-reject"),
    path(f"{DESK}/<uuid:seller_id>/suspend", Suspension.as_view(), name="seller-suspend"),
    path(f"{DESK}/<uuid:seller_id>/reinstate", Reinstatement.as_view(), name="seller-reinstate"),
    path(f"{DESK}/<uuid:seller_id>/interstate", InterstateOverride.as_view(), name="seller-interstate"),
    path(f"{DESK}/<uuid:seller_id>/reveal", Reveal.as_view(), name="seller-reveal"),
    path(
        f"{DESK}/<uuid:seller_id>/documents/<uuid:document_id>/file",
        ApplicationDocumentFile.as_view(),
        name="seller-application-document-file",
    ),
]
