"""Registry officers read and correct the registers; every edit leaves a trail, nothing is deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from factories.accounts import make_user
from factories.registry import make_district, make_gi_entry, make_odop_entry, make_pin, make_state

from common.models import AuditEvent
from registry.models import District, GiEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Any:
    user = make_user("officer@bazaar.example")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="registry"))
    return user


@pytest.fixture
def desk(officer: Any) -> Client:
    client = Client()
    client.force_login(officer)
    return client


class TestScreens:
    @pytest.mark.parametrize("model", ["state", "district", "pincode", "odopentry", "gientry", "registerload"])
    def test_lists_and_searches(self, desk: Client, model: str) -> None:
        make_odop_entry()
        make_gi_entry(districts=[make_district()])
        make_pin()
        assert desk.get(f"/admin/registry/{model}/").status_code == 200
        if model != "registerload":
            assert desk.get(f"/admin/registry/{model}/?q=madhubani").status_code == 200

    def test_never_deletes(self, desk: Client) -> None:
        entry = make_gi_entry()
        assert desk.post(f"/admin/registry/gientry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
        assert GiEntry.objects.filter(pk=entry.pk).exists()

    def test_pin_codes_are_read_only(self, desk: Client) -> None:
        pin = make_pin()
        assert b"Madhubani" in desk.get(f"/admin/registry/pincode/{pin.pk}/change/").content
        assert desk.get("/admin/registry/pincode/add/").status_code == 403


def fields_of(entry: GiEntry, **changes: Any) -> dict[str, Any]:
    fields = {
        "code": entry.code,
        "serial_no": entry.serial_no,
        "name": entry.name,
        "aliases": ",".join(entry.aliases),
        "goods_type": entry.goods_type,
        "registration_kind": entry.registration_kind,
        "states": [str(row.pk) for row in entry.states.all()],
        "districts": [str(row.pk) for row in entry.districts.all()],
        "foreign_country": entry.foreign_country,
        "status": entry.status,
        "source": entry.source,
        "source_date": entry.source_date.isoformat(),
    }
    return fields | changes


class TestEditGiEntry:
    def test_widens_the_area_and_leaves_a_trail(self, desk: Client, officer: Any) -> None:
        entry = make_gi_entry(districts=[make_district("Madhubani")])
        other = make_district("Darbhanga")
        ids = [str(row.pk) for row in District.objects.all()]
        path = f"/admin/registry/gientry/{entry.pk}/change/"
        response = desk.post(path, fields_of(entry, districts=ids, aliases="Mithila Painting"))
        assert response.status_code == 302, response.content
        entry.refresh_from_db()
        assert other in entry.districts.all()
        assert "mithila painting" in entry.search_text
        event = AuditEvent.objects.get(action="registry.gientry_changed")
        assert (event.actor, event.target_id) == (officer, str(entry.pk))
        assert event.data["fields"] == ["aliases", "districts"]

    def test_refuses_a_district_outside_the_states(self, desk: Client) -> None:
        entry = make_gi_entry(districts=[make_district("Madhubani")])
        outside = make_district("Jaipur")
        path = f"/admin/registry/gientry/{entry.pk}/change/"
        response = desk.post(path, fields_of(entry, districts=[str(outside.pk)]))
        assert response.status_code == 200
        assert b"Not in the states of this entry: Jaipur" in response.content
        assert [row.name for row in entry.districts.all()] == ["Madhubani"]
        assert not AuditEvent.objects.exists()

    def test_refuses_states_of_foreign_goods(self, desk: Client) -> None:
        entry = make_gi_entry(states=[make_state()])
        path = f"/admin/registry/gientry/{entry.pk}/change/"
        response = desk.post(path, fields_of(entry, is_foreign="on"))
        assert response.status_code == 200
        entry.refresh_from_db()
        assert not entry.is_foreign
