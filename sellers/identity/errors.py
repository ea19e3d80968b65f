"""Refusals of identifiers: one per fact that can be wrong, each saying how to put it right."""

from __future__ import annotations

from common.errors import Refusal


class IdentityRefused(Refusal):
    """An identifier is not what it must be."""

    code = "identity_refused"
    status = 422
    title = "An identifier cannot be accepted"
    detail = "Compare the identifier with the document it comes from."


class PanInvalid(IdentityRefused):
    """Not a PAN at all."""

    code = "pan_invalid"
    title = "The PAN is not valid"
    detail = "A PAN has five letters, four digits and a letter, such as ABCPK1234L. Copy it from the PAN card."


class PanUnfit(IdentityRefused):
    """The fourth letter names another kind of holder."""

    code = "pan_unfit"
    title = "The PAN belongs to another kind of holder"
    detail = "Give the PAN that was issued to this kind of seller."


class GstinInvalid(IdentityRefused):
    """Not a GSTIN, or a mistyped one."""

    code = "gstin_invalid"
    title = "The GSTIN is not valid"
    detail = "A GSTIN has 15 characters and ends in a check character. Copy it from the registration certificate."


class GstinPanMismatch(IdentityRefused):
    """The PAN inside the GSTIN is another one."""

    code = "gstin_pan_mismatch"
    title = "GSTIN and PAN do not belong together"
    detail = "Characters 3 to 12 of the GSTIN are the PAN it was issued for. Give the PAN and GSTIN of one holder."


class GstinStateMismatch(IdentityRefused):
    """The GSTIN was issued in another state."""

    code = "gstin_state_mismatch"
    title = "The GSTIN was issued in another state"
    detail = "Give the GSTIN of the state in which the seller's address lies."


class UdyamInvalid(IdentityRefused):
    """Not an Udyam registration number."""

    code = "udyam_invalid"
    title = "The Udyam number is not valid"
    detail = "An Udyam number looks like UDYAM-KA-03-0012345. Copy it from the Udyam certificate."


class CinInvalid(IdentityRefused):
    """Not a corporate identity number."""

    code = "cin_invalid"
    title = "The CIN is not valid"
    detail = "A CIN has 21 characters and starts with L or U. Copy it from the certificate of incorporation."


class FssaiInvalid(IdentityRefused):
    """Not an FSSAI licence or registration number."""

    code = "fssai_invalid"
    title = "The FSSAI number is not valid"
    detail = "An FSSAI number has 14 digits and starts with 1 or 2. Copy it from the licence."


class EnrolmentNumberInvalid(IdentityRefused):
    """Not usable as an enrolment number."""

    code = "enrolment_number_invalid"
    title = "The enrolment number is not valid"
    detail = "Copy the enrolment number from the GST portal: 5 to 30 letters, digits, hyphens or strokes."


class IfscInvalid(IdentityRefused):
    """Not the shape of an IFS code."""

    code = "ifsc_invalid"
    title = "The IFSC is not valid"
    detail = "An IFSC has four letters, a zero and six characters, such as SBIN0001234. It is in the passbook."


class IfscUnknown(IdentityRefused):
    """The right shape, but no bank branch has it."""

    code = "ifsc_unknown"
    title = "No bank branch has this IFSC"
    detail = "Compare it with the passbook; after a bank merger ask the branch. If it is new, write to support."


class AccountNumberInvalid(IdentityRefused):
    """Not a bank account number."""

    code = "account_number_invalid"
    title = "The bank account number is not valid"
    detail = "Give 9 to 18 digits, without spaces, as printed in the passbook."


class HolderNameMismatch(IdentityRefused):
    """The account is not in the group's name."""

    code = "holder_name_mismatch"
    title = "The bank account is not in the group's name"
    detail = "Groups are paid to an account in the group's own name, not in a member's. Give that account."


class PinOutsideDistrict(IdentityRefused):
    """The PIN code is not one of the district's."""

    code = "pin_outside_district"
    title = "The PIN code does not lie in the district"
    detail = "Give the PIN code of the address, or the district in which it lies."
