"""The seller's desk and the buyer's confirmation, over HTTP."""

import pytest
from factories.accounts import make_user
from factories.orders import bring, make_paid_purchase, make_purchase, make_seller_variant
from factories.sellers import make_member, make_seller

from accounts.models import Notice
from orders.models import Order, OrderMove, Purchase
from orders.purchases.tokens import issue_purchase_token

pytestmark = pytest.mark.django_db

URL = "/api/v1/seller/orders"
SHIPMENT = {"carrier": "India Post", "tracking_number": "EM123456789IN"}
STEPS = {"accept": {}, "ship": SHIPMENT, "deliver": {}}


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def order(owner):
    seller = make_seller(gst=True, owner=owner)
    make_paid_purchase({make_seller_variant(seller=seller): 2}, gift_message="बधाई")
    return Order.objects.get()


class TestSellerOrders:
    def test_follow_an_order_to_the_door(self, client_for, owner, order):
        client = client_for(owner)
        for step, status in (("accept", "accepted"), ("ship", "shipped"), ("deliver", "delivered")):
            answer = client.post(f"{URL}/{order.number}/{step}", STEPS[step])
            assert (answer.status_code, answer.json()["status"]) == (200, status), answer.json()
        body = answer.json()
        assert body["tracking"]["tracking_number"] == "EM123456789IN"
        assert body["tracking"]["delivered_at"]
        assert [move["to_status"] for move in body["moves"]] == [
            "placed",
            "confirmed",
            "accepted",
            "shipped",
            "delivered",
        ]
        assert body["gift_message"] == "बधाई"
        assert body["ship_to"]["pin"] == "800001"
        order.refresh_from_db()
        assert order.delivered_at is not None
        told = set(Notice.objects.filter(recipient="asha@example.org").values_list("template", flat=True))
        assert {"orders.order_accepted", "orders.order_shipped", "orders.order_delivered"} <= told

    @pytest.mark.parametrize(
        ("status", "step", "code"),
        [
            ("accepted", "accept", "order_not_acceptable"),
            ("shipped", "accept", "order_not_acceptable"),
            ("delivered", "accept", "order_not_acceptable"),
            ("confirmed", "ship", "order_not_shippable"),
            ("shipped", "ship", "order_not_shippable"),
            ("delivered", "ship", "order_not_shippable"),
            ("confirmed", "deliver", "order_not_deliverable"),
            ("accepted", "deliver", "order_not_deliverable"),
            ("delivered", "deliver", "order_not_deliverable"),
        ],
    )
    def test_refuse_a_step_out_of_turn(self, client_for, owner, order, status, step, code):
        bring(order, to=status)
        before, moves = Order.objects.values().get(), OrderMove.objects.count()
        answer = client_for(owner).post(f"{URL}/{order.number}/{step}", STEPS[step])
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["status_now"] == status
        assert (Order.objects.values().get(), OrderMove.objects.count()) == (before, moves)

    @pytest.mark.parametrize(
        "body",
        [{}, {"carrier": "India Post"}, {**SHIPMENT, "carrier": ""}, {**SHIPMENT, "status": "delivered"}],
    )
    def test_refuse_a_shipment_without_tracking(self, client_for, owner, order, body):
        bring(order, to="accepted")
        answer = client_for(owner).post(f"{URL}/{order.number}/ship", body)
        assert answer.json()["code"] == "invalid_input"
        assert Order.objects.get().status == "accepted"

    def test_packer_fulfils_accountant_only_looks_stranger_finds_nothing(self, client_for, order):
        packer, accountant = (client_for(make_member(order.seller, role)) for role in ("packer", "accountant"))
        stranger = client_for(make_user())
        url = f"{URL}/{order.number}"
        assert accountant.get(url).status_code == 200
        assert accountant.post(f"{url}/accept", {}).status_code == 403
        assert stranger.get(url).status_code == 404
        assert stranger.post(f"{url}/accept", {}).status_code == 404
        assert Order.objects.get().status == "confirmed"
        assert packer.post(f"{url}/accept", {}).status_code == 200

    def test_are_not_seen_before_they_are_paid(self, client_for, owner):
        make_purchase({make_seller_variant(seller=make_seller(gst=True, owner=owner)): 1})
        client = client_for(owner)
        assert client.get(URL).json()["data"] == []
        assert client.get(f"{URL}/{Order.objects.get().number}").status_code == 404

    def test_one_seller_never_sees_anothers_lines(self, client_for, owner):
        mine = make_seller_variant(seller=make_seller(gst=True, owner=owner))
        make_paid_purchase({mine: 1, make_seller_variant(): 1})
        (row,) = client_for(owner).get(URL).json()["data"]
        assert [line["variant"] for line in row["lines"]] == [str(mine.pk)]

    def test_filters_by_seller_and_status_and_refuses_other_filters(self, client_for, owner, order):
        client = client_for(owner)
        assert len(client.get(URL, {"status": "confirmed", "seller": str(order.seller_id)}).json()["data"]) == 1
        assert client.get(URL, {"status": "shipped"}).json()["data"] == []
        assert client.get(URL, {"seller": str(make_seller().pk)}).json()["data"] == []
        assert client.get(URL, {"status": "nonsense"}).status_code in {400, 422}
        assert client.get(URL, {"buyer": "x"}).json()["code"] == "unknown_parameter"

    def test_list_costs_the_same_for_one_and_for_many(self, client_for, owner, django_assert_num_queries):
        seller = make_seller(gst=True, owner=owner)
        variant = make_seller_variant(seller=seller, stock=50)
        client = client_for(owner)
        for count in (1, 4):
            for _ in range(count):
                make_paid_purchase({variant: 1})
            with django_assert_num_queries(2):
                assert client.get(URL).json()["data"]

    def test_anonymous_is_asked_to_sign_in(self, anonymous_client, order):
        for path in ("", f"/{order.number}"):
            assert anonymous_client.get(f"{URL}{path}").status_code == 401


class TestBuyerConfirmsDelivery:
    def url(self, purchase, order):
        return f"/api/v1/purchases/{purchase.number}/orders/{order.number}/deliver"

    def test_guest_with_the_token(self, anonymous_client, order):
        purchase = Purchase.objects.get()
        token = issue_purchase_token(purchase)
        bring(order, to="shipped")
        assert anonymous_client.post(self.url(purchase, order), {}).status_code == 404
        answer = anonymous_client.post(self.url(purchase, order), {}, headers={"X-Purchase-Token": token})
        assert answer.status_code == 200
        assert answer.json()["orders"][0]["status"] == "delivered"
        assert order.moves.get(to_status="delivered").actor_label == "buyer"

    def test_not_before_it_is_shipped_and_not_anothers(self, client_for):
        buyer = make_user()
        purchase = make_paid_purchase(user=buyer)
        mine = Order.objects.get(purchase=purchase)
        other = Order.objects.get(purchase=make_paid_purchase())
        client = client_for(buyer)
        assert client.post(self.url(purchase, mine), {}).json()["code"] == "order_not_deliverable"
        assert client.post(self.url(purchase, other), {}).status_code == 404


class TestPurchases:
    def test_buyer_sees_own_purchases_with_tracking(self, client_for):
        buyer = make_user()
        purchase = make_paid_purchase(user=buyer)
        make_paid_purchase(user=make_user())
        bring(Order.objects.get(purchase=purchase), to="shipped")
        client = client_for(buyer)
        (row,) = client.get("/api/v1/purchases").json()["data"]
        assert row["number"] == purchase.number
        assert row["orders"][0]["tracking"]["carrier"] == "India Post"
        body = client.get(f"/api/v1/purchases/{purchase.number}").json()
        assert [move["to_status"] for move in body["orders"][0]["moves"]][-1] == "shipped"
        assert client_for(make_user()).get(f"/api/v1/purchases/{purchase.number}").status_code == 404

    def test_never_shows_what_the_seller_pays(self, client_for):
        buyer = make_user()
        purchase = make_paid_purchase(user=buyer)
        text = client_for(buyer).get(f"/api/v1/purchases/{purchase.number}").content.decode()
        for word in ("commission", "tcs", "tds", '"net"'):
            assert word not in text

    def test_cost_the_same_for_one_and_for_many(self, client_for, django_assert_num_queries):
        buyer = make_user()
        client = client_for(buyer)
        for count in (1, 3):
            for _ in range(count):
                purchase = make_paid_purchase({make_seller_variant(): 1 for _ in range(count)}, user=buyer)
            with django_assert_num_queries(3):
                assert client.get("/api/v1/purchases").status_code == 200
            with django_assert_num_queries(4):
                assert client.get(f"/api/v1/purchases/{purchase.number}").status_code == 200
