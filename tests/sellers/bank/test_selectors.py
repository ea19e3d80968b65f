"""Existence of branches, and which account counts."""

from __future__ import annotations

import pytest
from factories.accounts import make_user
from factories.sellers import make_bank_account, make_seller

from common import clock
from sellers.bank.selectors import account_in_force, bank_name_of, stated_account
from sellers.bank.services import add_ifsc
from sellers.identity.errors import IfscInvalid, IfscUnknown
from sellers.models import BankAccount

pytestmark = pytest.mark.django_db


class TestBankNameOf:
    def test_knows_listed_and_added_branches(self) -> None:
        assert bank_name_of("hdfc0000001") == "HDFC Bank"
        with pytest.raises(IfscUnknown):
            bank_name_of("SBIN0999999")
        add_ifsc(ifsc="SBIN0999999", bank_name="SBI, new branch", source="Letter", actor=make_user(), now=clock.now())
        assert bank_name_of("SBIN0999999") == "SBI, new branch"

    def test_refuses_another_shape(self) -> None:
        with pytest.raises(IfscInvalid):
            bank_name_of("SBIN1234567")


class TestStatedAccount:
    def test_prefers_the_one_in_force_and_never_a_retired_one(self) -> None:
        seller = make_seller(bank=False)
        assert stated_account(seller) is None
        retired = make_bank_account(seller)
        BankAccount.objects.filter(pk=retired.pk).update(status="retired")
        assert stated_account(seller) is None
        proposed = make_bank_account(seller)
        BankAccount.objects.filter(pk=proposed.pk).update(status="proposed")
        assert stated_account(seller) == proposed
        assert account_in_force(seller) is None
        current = make_bank_account(seller)
        assert stated_account(seller) == current
        assert account_in_force(seller) == current

    def test_is_encrypted_at_rest(self) -> None:
        from django.db import connection

        account = make_bank_account(make_seller(bank=False), number="31234567890")
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, number_index FROM sellers_bankaccount")
            stored, index = cursor.fetchone()
        assert "31234567890" not in stored
        assert "31234567890" not in index
        assert BankAccount.objects.get().number == "31234567890"
        assert str(account) == "State Bank of India ••••••••890"
