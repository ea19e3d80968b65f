"""Staff read stories and change nothing."""

import pytest
from django.test import Client
from factories.stories import make_story

from accounts.models import User

pytestmark = pytest.mark.django_db


class TestStoryCardAdmin:
    def test_shows_stories_read_only(self, client: Client) -> None:
        client.force_login(User.objects.create_superuser(email="root@example.org", password="a long password"))
        card = make_story()
        assert card.code in client.get("/admin/marketplace/storycard/").content.decode()
        page = client.get(f"/admin/marketplace/storycard/{card.pk}/change/")
        assert page.status_code == 200
        assert "दीवारों से काग़ज़ तक" in page.content.decode()
        assert client.get("/admin/marketplace/storycard/add/").status_code == 403
