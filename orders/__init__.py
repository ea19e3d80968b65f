"""The counter and the till: baskets, checkout, fulfilment, payments, ledger, payouts."""
