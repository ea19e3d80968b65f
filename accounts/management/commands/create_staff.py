"""``manage.py create_staff --email … --role …``: a member of staff, ready to sign in by code (and password)."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.people.models import User
from accounts.people.selectors import find_by_email
from accounts.people.services import create_verified_account
from accounts.roles.errors import RoleAlreadyGranted
from accounts.roles.models import Role
from accounts.roles.services import grant_role
from common import clock
from registry.models import State

VARIABLE = "STAFF_PASSWORD"


class Command(BaseCommand):
    """Make or extend a staff account; safe to repeat."""

    help = (
        "Make a staff account, or give an existing account roles. Without a password only one-time codes let it in; "
        f"one may be given in the environment as {VARIABLE}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, which roles, where."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="")
        parser.add_argument("--role", action="append", choices=Role.values, default=[], help="may be repeated")
        parser.add_argument("--state", default="", help="limit the roles to a state, by name; all of India if left out")
        parser.add_argument("--superuser", action="store_true", help="holds every role and manages roles")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account unless it is there, then grant what is missing."""
        if not options["role"] and not options["superuser"]:
            raise CommandError("Give at least one --role, or --superuser.")
        state = self._state(options["state"])
        user = self._account(options)
        for role in options["role"]:
            try:
                grant_role(user=user, role=Role(role), state=state, granted_by=None, now=clock.now())
            except RoleAlreadyGranted:
                self.stdout.write(f"{user.email} holds {role} already.")
            else:
                self.stdout.write(f"{user.email} now holds {role} for {state or 'all of India'}.")

    def _account(self, options: dict[str, Any]) -> User:
        email = options["email"].strip().lower()
        user = find_by_email(email)
        if user is not None:
            if options["superuser"] and not user.is_superuser:
                raise CommandError(f"{email} has an account that is no superuser. Take another address for one.")
            return user
        password = os.environ.get(VARIABLE) or None
        try:
            validate_email(email)
            if password:
                validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        made = create_verified_account(
            email=email,
            name=options["name"],
            password=password,
            is_superuser=options["superuser"],
            now=clock.now(),
        )
        self.stdout.write(f"Made the account {email}.")
        return made

    def _state(self, name: str) -> State | None:
        if not name:
            return None
        state = State.objects.filter(name__iexact=name).first()
        if state is None:
            raise CommandError(f"The register has no state named {name}.")
        return state
