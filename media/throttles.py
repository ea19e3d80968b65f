"""How often one person may upload."""

from __future__ import annotations

from rest_framework.throttling import UserRateThrottle


class UploadThrottle(UserRateThrottle):
    """300 files an hour and person: plenty for a seller's catalogue, little for a flood."""

    scope = "upload"
    rate = "300/hour"
