"""Refusals about addresses."""

from __future__ import annotations

from common.errors import Refusal


class PinOfNoPlace(Refusal):
    """No post office has that PIN code."""

    code = "address_pin_unknown"
    status = 422
    title = "Unknown PIN code"
    detail = "No place in India has this PIN code. Check the six digits."


class DistrictNotOfPin(Refusal):
    """The district named is not one of those the PIN code lies in."""

    code = "district_not_of_pin"
    status = 422
    title = "PIN code and district do not match"
    detail = "The PIN code does not lie in that district. Leave the district out, or pick one of those listed."


class DistrictAmbiguous(Refusal):
    """The PIN code lies in several districts, and none was picked."""

    code = "district_ambiguous"
    status = 422
    title = "Pick the district"
    detail = "This PIN code lies in several districts. Send the id of one of those listed as district."


class CountryNotServed(Refusal):
    """We do not deliver there yet."""

    code = "country_not_served"
    status = 422
    title = "Country not served yet"
    detail = "We deliver within India only. Send country IN, or leave it out."


class TooManyAddresses(Refusal):
    """The address book is full."""

    code = "too_many_addresses"
    status = 409
    title = "The address book is full"
    detail = "Delete an address that you no longer need, then add this one."
