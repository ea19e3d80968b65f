"""Refusals on the way in."""

from __future__ import annotations

from common.errors import MalformedRequest, NotSignedIn, Refusal


class SessionTokenInvalid(NotSignedIn):
    """The session token is unknown, expired or signed out."""

    code = "session_token_invalid"
    title = "The session has ended"
    detail = "Sign in again at /_allauth/app/v1/auth/code/request and use the new session token."


class SignInPending(NotSignedIn):
    """The first step of a sign-in was right; the next one is awaited (see ``data.flows``)."""

    code = "sign_in_pending"
    title = "One more step"
    detail = "Send the code you received to the flow marked is_pending in data.flows, with the session token in meta."


class ReauthenticationNeeded(NotSignedIn):
    """The session is good, but this step wants a fresh proof of who is there."""

    code = "reauthentication_needed"
    title = "Confirm that it is you"
    detail = "Give your password or authenticator code at one of the flows in data.flows, then try again."


class SignInInputInvalid(MalformedRequest):
    """Some of what was sent to sign in cannot be accepted."""

    code = "sign_in_input_invalid"
    title = "Some of the input cannot be accepted"
    detail = "Correct the fields named in errors and send the request again."


class SignInConflict(Refusal):
    """The step does not fit: nothing is pending, or the person is signed in already."""

    code = "sign_in_step_unfit"
    status = 409
    title = "This step does not fit now"
    detail = "Look at the state with GET /_allauth/app/v1/auth/session, or start again by asking for a code."
