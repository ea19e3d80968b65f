"""Staff may look at images and papers and change nothing."""

import pytest
from django.test import Client
from factories.media import make_document, make_image

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff_client(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(email="root@example.org", password="a long password"))
    return client


class TestImageAdmin:
    def test_lists_and_shows_images(self, staff_client: Client) -> None:
        image = make_image()
        make_image(ready=False)
        listing = staff_client.get("/admin/media/image/")
        assert (listing.status_code, listing.content.count(b'height="48"')) == (200, 1)
        assert staff_client.get(f"/admin/media/image/{image.pk}/change/").status_code == 200
        assert staff_client.get("/admin/media/image/add/").status_code == 403


class TestDocumentAdmin:
    def test_shows_facts_and_never_the_content(self, staff_client: Client) -> None:
        document = make_document(name="pan-ABCDE1234F.pdf")
        page = staff_client.get(f"/admin/media/document/{document.pk}/change/")
        assert page.status_code == 200
        assert document.sha256 in page.content.decode()
        assert "ABCDE1234F" not in staff_client.get("/admin/media/document/").content.decode()
        assert document.path not in page.content.decode()
