"""A stateful stand-in for Stripe, spoken to at its HTTP boundary by the real stripe-python.

It is a Django application of its own (label ``stripe_simulator``) whose tables hold the
simulated provider's state, so that web, worker and browser see one and the same account.
Nothing outside this folder reads those tables: the bazaar only ever talks to it as to Stripe.
"""
