"""Writes of payouts: accounts, runs, recoveries."""

from orders.payouts.services import reactions as reactions
from orders.payouts.services.accounts import converge_account, refresh_account, set_up_account
from orders.payouts.services.recovering import recover
from orders.payouts.services.running import PayoutRun, pay_ready, pay_seller, run_payouts, sweep_payouts

__all__ = [
    "PayoutRun",
    "converge_account",
    "pay_ready",
    "pay_seller",
    "recover",
    "refresh_account",
    "run_payouts",
    "set_up_account",
    "sweep_payouts",
]
