"""Refusals at checkout."""

from __future__ import annotations

from common.errors import Refusal


class QuoteExpired(Refusal):
    """The quote's time is over."""

    code = "quote_expired"
    status = 409
    title = "The quote has expired"
    detail = "Ask for a new quote of the basket and check out with that one."


class QuoteOutdated(Refusal):
    """Something under the quote changed: price, rate, shipping, basket or address."""

    code = "quote_outdated"
    status = 409
    title = "The price has changed since the quote"
    detail = "The basket, a price, a tax rate or shipping changed since this quote. Ask for a new quote and look at it."


class TermsNotAccepted(Refusal):
    """The buyer did not agree to the terms."""

    code = "terms_not_accepted"
    status = 422
    title = "The terms are not accepted"
    detail = "Show the terms of sale to the buyer and send consents.terms as true once they agree."


class ContactMissing(Refusal):
    """Nobody could be told anything about the purchase."""

    code = "contact_missing"
    status = 422
    title = "No contact"
    detail = "Give an e-mail address or a phone number at which the buyer hears about the purchase."


class CheckoutAlreadyOpen(Refusal):
    """Another purchase of the same basket waits for its payment."""

    code = "checkout_already_open"
    status = 409
    title = "This basket is being paid for already"
    detail = "Pay for the purchase named here, or cancel it first and then check out again."


class PurchaseClosed(Refusal):
    """The quote was bought once, and that purchase is over."""

    code = "purchase_closed"
    status = 409
    title = "This purchase is closed"
    detail = "The purchase made from this quote has expired or was cancelled. Ask for a new quote to buy again."
