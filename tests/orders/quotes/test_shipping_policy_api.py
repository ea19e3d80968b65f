"""A seller sets what a parcel costs to send."""

import pytest
from factories.accounts import make_user
from factories.sellers import make_member, make_seller

from common import clock
from orders.models import ShippingPolicy

pytestmark = pytest.mark.django_db


class TestShippingPolicy:
    URL = "/api/v1/seller/profiles/{}/shipping-policy"
    BODY = {"flat": {"amount": 5000, "currency": "INR"}, "free_above": None}

    def test_owner_sets_it_and_it_holds_today(self, client_for):
        owner = make_user()
        seller = make_seller(owner=owner)
        client = client_for(owner)
        default = client.get(self.URL.format(seller.pk)).json()
        assert default["flat"]["amount"] == 7900
        assert default["from_date"] is None
        answer = client.put(self.URL.format(seller.pk), self.BODY)
        assert answer.status_code == 200
        assert answer.json()["flat"]["amount"] == 5000
        assert answer.json()["free_above"] is None
        assert answer.json()["from_date"] == clock.ist_date(clock.now()).isoformat()
        client.put(self.URL.format(seller.pk), {**self.BODY, "flat": {"amount": 0, "currency": "INR"}})
        assert ShippingPolicy.objects.get().flat_amount == 0

    def test_packers_and_strangers_may_not(self, client_for):
        seller = make_seller()
        packer = client_for(make_member(seller, "packer"))
        assert packer.put(self.URL.format(seller.pk), self.BODY).status_code == 403
        assert client_for(make_user()).put(self.URL.format(seller.pk), self.BODY).status_code == 404
        assert not ShippingPolicy.objects.exists()

    @pytest.mark.parametrize("amount", [-1, 500001, 1.5, "5000"])
    def test_refuses_amounts_out_of_range(self, client_for, amount):
        owner = make_user()
        seller = make_seller(owner=owner)
        body = {**self.BODY, "flat": {"amount": amount, "currency": "INR"}}
        answer = client_for(owner).put(self.URL.format(seller.pk), body)
        assert answer.json()["errors"][0]["pointer"] == "/flat"
        assert not ShippingPolicy.objects.exists()
