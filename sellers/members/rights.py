"""Roles in a seller's team and the table of what each role may do."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class MemberRole(models.TextChoices):
    """What a person is in a seller's team."""

    OWNER = "owner", "Owner"
    MANAGER = "manager", "Manager"
    PACKER = "packer", "Packer"
    ACCOUNTANT = "accountant", "Accountant"


class Right(models.TextChoices):
    """What a member may do. Other rooms ask for these by name."""

    SEE_PROFILE = "see_profile", "See the profile"
    EDIT_PROFILE = "edit_profile", "Edit the profile"
    SUBMIT_APPLICATION = "submit_application", "Submit the application"
    SEE_DOCUMENTS = "see_documents", "See private documents"
    ADD_DOCUMENTS = "add_documents", "Add private documents"
    EDIT_BANK = "edit_bank", "State the bank account"
    MANAGE_MEMBERS = "manage_members", "Manage the team"
    MANAGE_LISTINGS = "manage_listings", "Manage products, prices and stock"
    SEE_ORDERS = "see_orders", "See orders"
    FULFIL_ORDERS = "fulfil_orders", "Accept, pack and ship orders"
    REFUND_ORDERS = "refund_orders", "Refund orders"
    SEE_MONEY = "see_money", "See payouts and statements"
    MANAGE_PAYOUTS = "manage_payouts", "Set up the payout account"


RIGHTS: Mapping[str, frozenset[Right]] = {
    MemberRole.OWNER: frozenset(Right),
    MemberRole.MANAGER: frozenset(Right) - {Right.EDIT_BANK, Right.MANAGE_MEMBERS, Right.MANAGE_PAYOUTS},
    MemberRole.PACKER: frozenset({Right.SEE_PROFILE, Right.SEE_ORDERS, Right.FULFIL_ORDERS}),
    MemberRole.ACCOUNTANT: frozenset({Right.SEE_PROFILE, Right.SEE_DOCUMENTS, Right.SEE_ORDERS, Right.SEE_MONEY}),
}
