"""Serve public renditions from the local folder, when no bucket (and no web server before us) does."""

from __future__ import annotations

import errno

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from common.storage import public_storage


@require_safe
def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """One public file; 404 when it is not there or when files live in a bucket with addresses of its own."""
    storage = public_storage()
    if not isinstance(storage, FileSystemStorage):
        raise Http404("Public files are served by the bucket.")
    try:
        response = serve(request, path, document_root=str(storage.location))
    except SuspiciousFileOperation as escape:
        raise Http404("There is no such public file.") from escape
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise Http404("There is no such public file.") from error
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
