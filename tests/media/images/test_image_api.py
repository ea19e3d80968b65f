"""The doors of images over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories import hostile_files as hostile
from factories.media import make_image
from rest_framework.test import APIClient

from accounts.models import User
from common import clock, outbox
from media.images.services import render_image
from media.images.tasks import render_image_task
from media.models import Image

pytestmark = pytest.mark.django_db

ClientFor = Callable[[Any], APIClient]


@pytest.fixture
def seller() -> User:
    return User.objects.create_user(email="sita@example.org", name="Sita Devi")


def post(client: APIClient, content: bytes, name: str = "saree.jpg") -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return client.post("/api/v1/images", {"file": file}, format="multipart")


class TestPostImage:
    def test_takes_a_photo_and_shows_it_when_ready(self, client_for: ClientFor, seller: User) -> None:
        client = client_for(seller)
        answer = post(client, hostile.photo(1000, 800))
        assert answer.status_code == 201
        body = answer.json()
        assert (body["status"], body["width"], body["height"], body["renditions"]) == ("received", 1000, 800, [])
        render_image(image_id=body["id"], now=clock.now())
        ready = client.get(f"/api/v1/images/{body['id']}").json()
        assert ready["status"] == "ready"
        assert [(each["size"], each["width"]) for each in ready["renditions"]] == [(320, 320), (800, 800), (1600, 1000)]

    @pytest.mark.parametrize(
        ("content", "status", "code"),
        [
            (hostile.HTML, 422, "image_format_refused"),
            (hostile.huge_jpeg(), 422, "image_pixels_exceeded"),
            (b"", 422, "image_file_empty"),
            (b"\xff\xd8\xff" + b"\0" * (15 * 1024 * 1024), 413, "image_file_too_large"),
        ],
        ids=["html", "pixels", "empty", "large"],
    )
    def test_refuses_with_a_code_and_a_pointer(
        self, client_for: ClientFor, seller: User, content: bytes, status: int, code: str
    ) -> None:
        answer = post(client_for(seller), content)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (code, "/file")
        assert not Image.objects.exists()

    def test_refuses_a_body_without_the_file(self, client_for: ClientFor, seller: User) -> None:
        answer = client_for(seller).post("/api/v1/images", {"photo": "x"}, format="multipart")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/file")

    def test_refuses_json_and_strangers(self, client_for: ClientFor, seller: User, anonymous_client: APIClient) -> None:
        assert client_for(seller).post("/api/v1/images", {"file": "x"}, format="json").status_code == 415
        assert post(anonymous_client, hostile.photo()).status_code in {401, 403}
        assert not Image.objects.exists()

    def test_an_idempotency_key_stores_one_image(self, client_for: ClientFor, seller: User) -> None:
        client = client_for(seller)
        content = hostile.photo()
        bodies = []
        for _ in range(2):
            file = SimpleUploadedFile("a.jpg", content)
            answer = client.post(
                "/api/v1/images", {"file": file}, format="multipart", headers={"Idempotency-Key": "photo-0001"}
            )
            bodies.append(answer.json())
        assert bodies[0] == bodies[1]
        assert Image.objects.count() == 1

    def test_limits_uploads_per_person(self, client_for: ClientFor, seller: User, settings: Any) -> None:
        settings.THROTTLE_RATES = {"upload": "2/h"}
        client = client_for(seller)
        answers = [post(client, hostile.HTML) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [422, 422, 429]
        assert int(answers[2]["Retry-After"]) <= 3600


class TestGetImage:
    def test_hides_an_unready_image_from_others(
        self, client_for: ClientFor, seller: User, anonymous_client: APIClient
    ) -> None:
        image = make_image(seller, ready=False)
        other = User.objects.create_user(email="other@example.org", name="Other")
        staff = User.objects.create_user(email="staff@example.org", name="Staff", is_staff=True)
        address = f"/api/v1/images/{image.pk}"
        seen = [client.get(address).status_code for client in map(client_for, (seller, staff, other))]
        assert [*seen, anonymous_client.get(address).status_code] == [200, 200, 404, 404]

    def test_shows_a_ready_image_to_anybody_and_knows_etags(
        self, anonymous_client: APIClient, django_assert_num_queries: Any
    ) -> None:
        image = make_image()
        with django_assert_num_queries(2):
            answer = anonymous_client.get(f"/api/v1/images/{image.pk}")
        again = anonymous_client.get(f"/api/v1/images/{image.pk}", headers={"If-None-Match": answer["ETag"]})
        assert (answer.status_code, again.status_code) == (200, 304)

    def test_never_tells_where_the_original_is(self, anonymous_client: APIClient) -> None:
        image = make_image()
        assert "original" not in anonymous_client.get(f"/api/v1/images/{image.pk}").content.decode()


class TestPublicFile:
    def test_serves_a_rendition_for_ever_and_unsniffed(self, client: Client) -> None:
        image = make_image()
        rendition = image.renditions.get(size=320)
        answer = client.get(f"/media-files/{rendition.path}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_knows_no_other_file(self, client: Client) -> None:
        image = make_image()
        assert client.get(f"/media-files/{image.original_path}").status_code == 404
        assert client.get("/media-files/images").status_code == 404
        assert client.get(f"/media-files/{'x' * 5000}").status_code == 404
        assert client.post("/media-files/images").status_code in {403, 405}


class TestTasks:
    def test_the_outbox_queues_the_rendering(self, monkeypatch: pytest.MonkeyPatch) -> None:
        queued: list[Any] = []
        monkeypatch.setattr(render_image_task, "apply_async", lambda **kw: queued.append(kw["args"]))
        image = make_image(ready=False)
        assert outbox.drain_now() == 1
        assert queued == [[str(image.pk)]]

    def test_the_task_renders_once(self) -> None:
        image = make_image(ready=False)
        render_image_task.apply(args=[str(image.pk)], throw=True)
        render_image_task.apply(args=[str(image.pk)], throw=True)
        image.refresh_from_db()
        assert (image.status, image.renditions.count(), image.moves.count()) == ("ready", 3, 1)
