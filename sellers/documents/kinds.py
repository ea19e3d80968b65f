"""The papers a seller may be asked for."""

from __future__ import annotations

from django.db import models


class DocumentKind(models.TextChoices):
    """One paper of each kind is current at a time."""

    PAN_CARD = "pan_card", "PAN card"
    BANK_PROOF = "bank_proof", "Cancelled cheque or first page of the passbook"
    ARTISAN_CARD = "artisan_card", "Pehchan card or PM Vishwakarma certificate"
    GROUP_RESOLUTION = "group_resolution", "Resolution of the group with the list of members"
    REGISTRATION_CERTIFICATE = "registration_certificate", "Certificate of incorporation or registration"
    BOARD_RESOLUTION = "board_resolution", "Board resolution"
    UDYAM_CERTIFICATE = "udyam_certificate", "Udyam registration certificate"
    GST_CERTIFICATE = "gst_certificate", "GST registration certificate"
    FSSAI_LICENCE = "fssai_licence", "FSSAI licence or registration"
