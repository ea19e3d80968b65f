"""Which notice stands for which of allauth's mails, and the words for changes to an account's security."""

from __future__ import annotations

# allauth's mail prefix -> our notice template; all of these carry ``code`` or nothing.
MAILS = {
    "account/email/login_code": "accounts.sign_in_code",
    "account/email/email_confirmation": "accounts.verify_email_code",
    "account/email/email_confirmation_signup": "accounts.verify_email_code",
    "account/email/password_reset_code": "accounts.password_code",
    "account/email/unknown_account": "accounts.unknown_account",
    "account/email/account_already_exists": "accounts.account_exists",
}

# allauth's notification prefix -> what happened, by language.
CHANGES: dict[str, dict[str, str]] = {
    "account/email/email_changed": {
        "en": "The e-mail address of your account was changed.",
        "hi": "आपके खाते का ई-मेल पता बदला गया।",
    },
    "account/email/email_confirm": {
        "en": "An e-mail address was confirmed for your account.",
        "hi": "आपके खाते के लिए एक ई-मेल पता पक्का किया गया।",
    },
    "account/email/email_deleted": {
        "en": "An e-mail address was removed from your account.",
        "hi": "आपके खाते से एक ई-मेल पता हटाया गया।",
    },
    "account/email/password_changed": {
        "en": "The password of your account was changed.",
        "hi": "आपके खाते का पासवर्ड बदला गया।",
    },
    "account/email/password_reset": {
        "en": "The password of your account was set anew with a code.",
        "hi": "आपके खाते का पासवर्ड कोड से नया बनाया गया।",
    },
    "account/email/password_set": {
        "en": "A password was set for your account.",
        "hi": "आपके खाते के लिए पासवर्ड बनाया गया।",
    },
    "mfa/email/totp_activated": {
        "en": "An authenticator app was added to your account.",
        "hi": "आपके खाते में ऑथेंटिकेटर ऐप जोड़ा गया।",
    },
    "mfa/email/totp_deactivated": {
        "en": "The authenticator app was removed from your account.",
        "hi": "आपके खाते से ऑथेंटिकेटर ऐप हटाया गया।",
    },
    "mfa/email/recovery_codes_generated": {
        "en": "New recovery codes were made for your account.",
        "hi": "आपके खाते के लिए नए रिकवरी कोड बनाए गए।",
    },
    "mfa/email/webauthn_added": {
        "en": "A security key was added to your account.",
        "hi": "आपके खाते में सुरक्षा कुंजी जोड़ी गई।",
    },
    "mfa/email/webauthn_removed": {
        "en": "A security key was removed from your account.",
        "hi": "आपके खाते से सुरक्षा कुंजी हटाई गई।",
    },
    "phone_changed": {
        "en": "The phone number of your account was changed.",
        "hi": "आपके खाते का फ़ोन नंबर बदला गया।",
    },
}


def change_in_words(prefix: str, language: str) -> str:
    """What happened, in the person's language or English."""
    words = CHANGES[prefix]
    return words.get(language, words["en"])
