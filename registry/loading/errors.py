"""Refusals of register files: the whole file, or one row of it."""

from common.errors import Refusal


class RegisterFileUnfit(Refusal):
    """The file cannot be read as a register at all; nothing was changed."""

    code = "register_file_unfit"
    status = 422
    title = "The register file cannot be read"
    detail = "Send a CSV file in UTF-8 with the columns of the register's shipped file in registry/data/."


class RowRefused(Exception):
    """One row breaks a rule; ``str()`` is the reason for the person who made the file."""
