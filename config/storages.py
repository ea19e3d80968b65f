"""Where files go: S3 through django-storages when a bucket is named, else folders under ``var/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from config.env import env


def s3(bucket: str, *, public: bool) -> dict[str, Any]:
    """Options of one bucket; private ones hand out no lasting address. A store that hangs is given up in seconds."""
    from botocore.config import Config

    options: dict[str, Any] = {
        "bucket_name": bucket,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("S3_REGION", default="ap-south-1"),
        "access_key": env.str("S3_ACCESS_KEY_ID", default="") or None,
        "secret_key": env.str("S3_SECRET_ACCESS_KEY", default="") or None,
        "client_config": Config(
            connect_timeout=3,
            read_timeout=10,
            retries={"mode": "standard", "max_attempts": 3},
            s3={"addressing_style": env.str("S3_ADDRESSING_STYLE", default="auto")},
            signature_version="s3v4",
        ),
        "custom_domain": (env.str("S3_PUBLIC_DOMAIN", default="") or None) if public else None,
        "querystring_auth": not public,
        "querystring_expire": 300,
        "default_acl": None,
        "file_overwrite": True,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"} if public else {},
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def folder(path: Path, *, url: str | None) -> dict[str, Any]:
    """A local folder; without ``url`` nothing in it can be addressed from outside."""
    backend = "django.core.files.storage.FileSystemStorage" if url else "common.files.PrivateFileSystemStorage"
    return {"BACKEND": backend, "OPTIONS": {"location": str(path), **({"base_url": url} if url else {})}}


def storages(var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's STORAGES."""
    public, private = env.str("S3_PUBLIC_BUCKET", default=""), env.str("S3_PRIVATE_BUCKET", default="")
    return {
        "default": s3(private, public=False) if private else folder(var_dir / "files" / "private", url=None),
        "private": s3(private, public=False) if private else folder(var_dir / "files" / "private", url=None),
        "public": s3(public, public=True) if public else folder(var_dir / "files" / "public", url="/media-files/"),
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
