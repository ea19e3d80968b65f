"""What a person sees when the bazaar is up: addresses, logins, what to try."""

from __future__ import annotations

TEXT = """\
The bazaar is open after {seconds:.1f} s.

  API documentation   {address}/api/docs/
  Staff console       {address}/admin/
  Products            {address}/api/v1/products
  ODOP register       {address}/api/v1/odop-entries?q=madhubani
  GI register         {address}/api/v1/gi-entries?q=saree
  Health              {address}/healthz   {address}/readyz

  Sign in at          {address}/accounts/login/   or in the API at /_allauth/app/v1/auth/login
  Administrator       staff@bazaar.example
  Desks               reviewer@, moderator@, finance@ and registry@bazaar.example
  A seller            sunita@saraswati.example
  Password            bazaar-staff

Try: open a product and follow its story link; sign up with any e-mail address or phone number, the code comes to
var/mail/ or var/sms/. `make demo` in another terminal tells one sale from onboarding to payout.
Logs are in var/log/. Ctrl-C stops everything; nothing is lost.
"""


def text(address: str, *, seconds: float) -> str:
    """The whole notice for a bazaar served at `address`, ready after `seconds`."""
    return TEXT.format(address=address, seconds=seconds)
