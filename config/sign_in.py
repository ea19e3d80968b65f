"""How people sign in: the settings of django-allauth (codes by e-mail and phone, limits, second factor)."""

from __future__ import annotations

from typing import Any

SIGN_IN: dict[str, Any] = {
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/api/docs/",
    "AUTHENTICATION_BACKENDS": [
        "allauth.account.auth_backends.AuthenticationBackend",
        "accounts.roles.backends.RolePermissionBackend",  # signs nobody in; what a role may do in the console
    ],
    "ACCOUNT_ADAPTER": "accounts.signin.adapter.AccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_USER_DISPLAY": str,
    "ACCOUNT_LOGIN_METHODS": {"email", "phone"},
    # One of the two is enough: accounts/signin/forms.py
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "phone"],
    "ACCOUNT_SIGNUP_FORM_CLASS": "accounts.signin.forms.SignUpFields",
    "ACCOUNT_FORMS": {
        "login": "accounts.signin.browser.SignInForm",
        "signup": "accounts.signin.browser.SignUpForm",
        "request_login_code": "accounts.signin.browser.RequestCodeForm",
        "confirm_login_code": "accounts.signin.browser.ConfirmCodeForm",
        "verify_phone": "accounts.signin.browser.VerifyPhoneForm",
        "confirm_email_verification_code": "accounts.signin.browser.VerifyEmailForm",
        "confirm_password_reset_code": "accounts.signin.browser.PasswordCodeForm",
    },
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 600,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT": 600,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_MAX_EMAIL_ADDRESSES": 3,
    "ACCOUNT_SESSION_REMEMBER": True,
    "ALLAUTH_USER_CODE_FORMAT": {"numeric": True, "length": 6, "dashed": False},
    # At most 3 codes of 3 guesses, and 10 passwords, per account in 15 minutes.
    "ACCOUNT_RATE_LIMITS": {
        "signup": "20/m/ip",
        "login": "30/m/ip",
        "login_failed": "20/m/ip,10/15m/key",
        "request_login_code": "20/m/ip,3/15m/key",
        "confirm_email": "1/10s/key,3/15m/key",
        "verify_phone": "1/10s/key,3/15m/key,20/m/ip",
        "change_phone": "3/15m/user",
        "reset_password": "20/m/ip,3/15m/key",
    },
    "HEADLESS_CLIENTS": ("app", "browser"),
    "MFA_ADAPTER": "accounts.signin.mfa_adapter.EncryptingMfaAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
    "MFA_TOTP_ISSUER": "ODOP Bazaar",
    "MFA_TOTP_TOLERANCE": 1,
}
