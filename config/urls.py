"""Every address of the project, room by room."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView

from config.handlers import not_found
from config.health.views import healthz, readyz
from config.pages.docs import api_docs
from config.pages.errors import errors_page
from config.pages.front import front_page

handler400 = "config.handlers.bad_request"
handler403 = "config.handlers.permission_denied"
handler404 = "config.handlers.not_found"
handler500 = "config.handlers.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_page, name="front-page"),
    path("", include("registry.urls")),
    path("", include("accounts.urls")),
    path("", include("media.urls")),
    path("", include("sellers.urls")),
    path("", include("marketplace.urls")),
    path("", include("orders.urls")),
    path("api/openapi.yml", SpectacularAPIView.as_view(), name="openapi"),
    path("api/docs/", api_docs, name="api-docs"),
    path("api/docs/errors", errors_page, name="errors-page"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

if settings.STRIPE_SIMULATOR:
    urlpatterns.append(path("stripe-simulator/", include("orders.payments.simulator.urls")))

# Programs get a problem document from every address of theirs, in development too, where Django shows its own page.
urlpatterns.append(re_path(r"^(?:api|webhooks)/", csrf_exempt(not_found), name="unknown-address"))
