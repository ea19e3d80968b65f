"""Files through django-storages on an HTTP S3 server (moto's): public ones addressable, private ones only signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from factories.media import make_image
from moto.server import ThreadedMotoServer

from common.storage import private_storage, public_storage
from config import storages as configured
from config.health import probes
from media.images.selectors import image_urls

pytestmark = pytest.mark.services

BUCKETS = {"S3_PUBLIC_BUCKET": "bazaar-public", "S3_PRIVATE_BUCKET": "bazaar-private"}
KEYS = {"S3_ACCESS_KEY_ID": "test-key", "S3_SECRET_ACCESS_KEY": "test-secret", "S3_REGION": "ap-south-1"}
READABLE_BY_ALL = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{BUCKETS['S3_PUBLIC_BUCKET']}/*",
        }
    ],
}


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """One server for the run: its buckets outlive a module, whose tests may be ordered apart."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name=KEYS["S3_REGION"],
        aws_access_key_id=KEYS["S3_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["S3_SECRET_ACCESS_KEY"],
    )
    for bucket in BUCKETS.values():
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": KEYS["S3_REGION"]})
    client.put_bucket_policy(Bucket=BUCKETS["S3_PUBLIC_BUCKET"], Policy=json.dumps(READABLE_BY_ALL))
    yield url
    server.stop()


@pytest.fixture
def _on_s3(endpoint: str, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings a production environment would give."""
    for name, value in {**BUCKETS, **KEYS, "S3_ENDPOINT_URL": endpoint, "S3_ADDRESSING_STYLE": "path"}.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = configured.storages(tmp_path)
    storages.__dict__.pop("backends", None)


@pytest.mark.usefixtures("_on_s3")
class TestStorage:
    def test_public_file_has_a_lasting_address(self) -> None:
        name = public_storage().save("pictures/a.webp", ContentFile(b"picture"))
        url = public_storage().url(name)
        assert urlsplit(url).query == ""
        answer = requests.get(url, timeout=5)
        assert (answer.status_code, answer.content) == (200, b"picture")
        assert "immutable" in answer.headers["Cache-Control"]

    def test_private_file_is_in_another_bucket_and_its_address_expires(self) -> None:
        name = private_storage().save("papers/a.pdf", ContentFile(b"%PDF-paper"))
        url = urlsplit(private_storage().url(name))
        assert BUCKETS["S3_PRIVATE_BUCKET"] in url.path
        assert parse_qs(url.query)["X-Amz-Expires"] == ["300"]
        assert requests.get(url.geturl(), timeout=5).content == b"%PDF-paper"
        assert requests.get(url._replace(query="").geturl(), timeout=5).status_code == 403
        with private_storage().open(name) as file:
            assert file.read() == b"%PDF-paper"
        assert public_storage().exists(name) is False
        private_storage().delete(name)
        assert private_storage().exists(name) is False

    def test_readiness_probe_writes_and_reads_both_and_leaves_nothing(self) -> None:
        probes.probe_storage()
        for storage in (private_storage(), public_storage()):
            assert storage.exists(probes.PROBE_NAME) is False

    def test_missing_bucket_is_named_by_readiness(self, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
        monkeypatch.setenv("S3_PRIVATE_BUCKET", "nowhere")
        settings.STORAGES = configured.storages(Path("unused"))
        storages.__dict__.pop("backends", None)
        with pytest.raises(probes.Unwell, match="private file store cannot be written"):
            probes.probe_storage()


@pytest.mark.usefixtures("_on_s3")
@pytest.mark.django_db
class TestPhoto:
    def test_renditions_are_public_and_the_original_is_not(self) -> None:
        image = make_image()
        for url in image_urls(image).values():
            answer = requests.get(url, timeout=5)
            assert (answer.status_code, answer.content[8:12]) == (200, b"WEBP")
        original = urlsplit(private_storage().url(image.original_path))._replace(query="").geturl()
        assert requests.get(original, timeout=5).status_code == 403
