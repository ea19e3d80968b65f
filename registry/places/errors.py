"""Refusals about places."""

from common.errors import Refusal


class PinMalformed(Refusal):
    """Not the shape of a PIN code."""

    code = "pin_malformed"
    status = 400
    title = "Not a PIN code"
    detail = "A PIN code has six digits and does not start with 0, for example 847211."


class PinUnknown(Refusal):
    """The shape of a PIN code, but India Post's directory does not hold it."""

    code = "pin_unknown"
    status = 404
    title = "Unknown PIN code"
    detail = "India Post's directory has no such PIN code. Check the six digits."
