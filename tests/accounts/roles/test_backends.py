"""A registry officer works in the register's screens without Django permissions of their own."""

import pytest
from django.test import Client
from factories.accounts import make_staff, make_user
from factories.registry import make_gi_entry, make_state

from accounts.models import RoleGrant, User
from accounts.roles.models import Role

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


class TestRegistryOfficer:
    def test_sees_adds_and_changes_but_never_deletes(self) -> None:
        officer = fresh(make_staff(Role.REGISTRY_OFFICER))
        assert officer.has_perms(["registry.view_gientry", "registry.add_district", "registry.change_odopentry"])
        assert not officer.has_perm("registry.delete_gientry")
        assert not officer.has_perm("accounts.change_user")
        assert officer.has_module_perms("registry")
        assert not officer.has_module_perms("orders")

    def test_of_one_state_only_looks(self) -> None:
        officer = make_user(is_staff=True)
        RoleGrant.objects.create(user=officer, role=Role.REGISTRY_OFFICER, state=make_state())
        officer = fresh(officer)
        assert officer.has_perm("registry.view_gientry")
        assert not officer.has_perm("registry.change_gientry")

    def test_other_roles_bring_nothing(self) -> None:
        reviewer = fresh(make_staff(Role.REVIEWER))
        assert not reviewer.has_perm("registry.view_gientry")
        assert not reviewer.has_module_perms("registry")

    def test_a_closed_account_may_nothing(self) -> None:
        officer = make_staff(Role.REGISTRY_OFFICER)
        User.objects.filter(pk=officer.pk).update(is_active=False)
        assert not fresh(officer).has_perm("registry.view_gientry")

    def test_opens_the_screens(self) -> None:
        entry = make_gi_entry(states=[make_state()])
        client = Client()
        client.force_login(make_staff(Role.REGISTRY_OFFICER))
        assert client.get("/admin/registry/gientry/").status_code == 200
        assert b'name="_save"' in client.get(f"/admin/registry/gientry/{entry.pk}/change/").content
        client.force_login(make_staff(Role.REVIEWER))
        assert client.get("/admin/registry/gientry/").status_code == 403
