"""Outgoing calls: public HTTPS hosts only, to the address that was checked."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from common.outgoing import AddressRefused, OutgoingFailed, is_public_address, post_json


class TestIsPublicAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
            "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::",
        ],
    )  # fmt: skip
    def test_refuses_private_ones(self, address: str) -> None:
        assert not is_public_address(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
    def test_accepts_public_ones(self, address: str) -> None:
        assert is_public_address(address)


class TestPostJson:
    @pytest.mark.parametrize(
        "url",
        [
            "http://example.org/", "file:///etc/passwd", "https://", "https://user:pw@example.org/", "gopher://x",
            "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://169.254.169.254/latest",
            "https://2130706433/", "https://example.org:99999/", "https://0x7f.1/",
        ],
    )  # fmt: skip
    def test_refuses_other_addresses_before_anything_is_sent(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        def never(*args: Any, **kwargs: Any) -> Any:
            raise AssertionError("connected")

        monkeypatch.setattr(socket, "create_connection", never)
        with pytest.raises((AddressRefused, OutgoingFailed)):
            post_json(url, body={}, headers={}, timeout=1)

    def test_a_name_with_one_private_address_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answers = [(0, 0, 0, "", ("8.8.8.8", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
        with pytest.raises(AddressRefused):
            post_json("https://rebind.example/", body={}, headers={}, timeout=1)

    def test_sends_json_and_does_not_follow_redirects(self, operator: Any) -> None:
        url, context, seen = operator
        status = post_json(
            f"{url}/send?x=1", body={"text": "नमस्ते"}, headers={"X-A": "b"}, timeout=5,
            allowed=lambda a: a == "127.0.0.1", context=context,
        )  # fmt: skip
        assert status == 302
        assert seen == [("/send?x=1", "b", {"text": "नमस्ते"})]

    def test_wants_a_certificate_for_the_name(self, operator: Any) -> None:
        url, _, seen = operator
        with pytest.raises(OutgoingFailed):
            post_json(f"{url}/send", body={}, headers={}, timeout=5, allowed=lambda a: a == "127.0.0.1")
        assert seen == []


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Any]:
    """An HTTPS server on this machine that answers every message with a redirect."""
    seen: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append((self.path, self.headers["X-A"], body))
            self.send_response(302)
            self.send_header("Location", "https://elsewhere.example/")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    certificate = _self_signed(tmp_path)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = server_side.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://localhost:{server.server_port}", ssl.create_default_context(cafile=str(certificate)), seen
    server.shutdown()
    server.server_close()


def _self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    moment = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=1))
        .not_valid_after(moment + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "localhost.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
