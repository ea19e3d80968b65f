"""The words of the notices about a person's own account: codes and security changes."""

from __future__ import annotations

from datetime import timedelta

from accounts.notices.templates import NoticeTemplate, register

CODE_LIFE = timedelta(minutes=15)

SIGN_IN_CODE = NoticeTemplate(
    name="accounts.sign_in_code",
    subject={"en": "{code} is your sign-in code", "hi": "{code} आपका साइन-इन कोड है"},
    body={
        "en": "Your sign-in code for ODOP Bazaar is\n\n    {code}\n\n"
        "Enter it where you asked for it. It is good for a few minutes and works once.\n"
        "We never ask for this code by phone. If you did not ask for it, you need not do anything.",
        "hi": "ODOP बाज़ार के लिए आपका साइन-इन कोड है\n\n    {code}\n\n"
        "इसे वहीं भरें जहाँ आपने माँगा था। यह कुछ मिनट तक और केवल एक बार चलेगा।\n"
        "हम यह कोड फ़ोन पर कभी नहीं पूछते। अगर आपने इसे नहीं माँगा, तो कुछ करने की ज़रूरत नहीं है।",
    },
    sms={
        "en": "{code} is your ODOP Bazaar sign-in code. Do not share it with anyone.",
        "hi": "{code} आपका ODOP बाज़ार साइन-इन कोड है। इसे किसी को न बताएँ।",
    },
    secret=True,
    valid_for=CODE_LIFE,
)
VERIFY_EMAIL = NoticeTemplate(
    name="accounts.verify_email_code",
    subject={"en": "{code} confirms your e-mail address", "hi": "{code} से अपना ई-मेल पता पक्का करें"},
    body={
        "en": "To confirm this e-mail address for ODOP Bazaar, enter the code\n\n    {code}\n\n"
        "It is good for a few minutes. If you did not ask for it, somebody mistyped an address: ignore this mail.",
        "hi": "ODOP बाज़ार के लिए यह ई-मेल पता पक्का करने के लिए यह कोड भरें\n\n    {code}\n\n"
        "यह कुछ मिनट तक चलेगा। अगर आपने इसे नहीं माँगा, तो किसी ने पता ग़लत लिखा है: इस मेल को अनदेखा करें।",
    },
    secret=True,
    valid_for=CODE_LIFE,
)
PASSWORD_CODE = NoticeTemplate(
    name="accounts.password_code",
    subject={"en": "{code} lets you set a new password", "hi": "{code} से नया पासवर्ड बनाएँ"},
    body={
        "en": "To set a new password for ODOP Bazaar, enter the code\n\n    {code}\n\n"
        "It is good for a few minutes. If you did not ask for it, ignore this mail: your password stays as it is.",
        "hi": "ODOP बाज़ार का नया पासवर्ड बनाने के लिए यह कोड भरें\n\n    {code}\n\n"
        "यह कुछ मिनट तक चलेगा। अगर आपने इसे नहीं माँगा, तो इस मेल को अनदेखा करें: आपका पासवर्ड वही रहेगा।",
    },
    secret=True,
    valid_for=CODE_LIFE,
)
UNKNOWN_ACCOUNT = NoticeTemplate(
    name="accounts.unknown_account",
    subject={"en": "No account with this address", "hi": "इस पते से कोई खाता नहीं है"},
    body={
        "en": "Somebody asked to sign in to ODOP Bazaar with this address, but there is no account with it.\n"
        "If it was you, sign up first, or sign in with the address or phone number that you used before.\n"
        "If not, you need not do anything.",
        "hi": "किसी ने इस पते से ODOP बाज़ार में साइन-इन करना चाहा, पर इससे कोई खाता नहीं है।\n"
        "अगर वह आप थे, तो पहले खाता बनाएँ, या पहले वाला पता या फ़ोन नंबर इस्तेमाल करें।\n"
        "अगर नहीं, तो कुछ करने की ज़रूरत नहीं है।",
    },
    sms={
        "en": "ODOP Bazaar: there is no account with this number. Sign up first, or use the one you signed up with.",
        "hi": "ODOP बाज़ार: इस नंबर से कोई खाता नहीं है। पहले खाता बनाएँ, या अपना पुराना नंबर इस्तेमाल करें।",
    },
    valid_for=CODE_LIFE,
)
ACCOUNT_EXISTS = NoticeTemplate(
    name="accounts.account_exists",
    subject={"en": "You already have an account", "hi": "आपका खाता पहले से है"},
    body={
        "en": "Somebody wanted to sign up at ODOP Bazaar with this address, but it already has an account.\n"
        "If it was you, ask for a sign-in code instead. If not, you need not do anything.",
        "hi": "किसी ने इस पते से ODOP बाज़ार में खाता बनाना चाहा, पर इससे खाता पहले से है।\n"
        "अगर वह आप थे, तो साइन-इन कोड माँगें। अगर नहीं, तो कुछ करने की ज़रूरत नहीं है।",
    },
    sms={
        "en": "ODOP Bazaar: this number already has an account. Ask for a sign-in code instead.",
        "hi": "ODOP बाज़ार: इस नंबर से खाता पहले से है। साइन-इन कोड माँगें।",
    },
    valid_for=CODE_LIFE,
)
SECURITY_CHANGE = NoticeTemplate(
    name="accounts.security_change",
    subject={"en": "A change to your account", "hi": "आपके खाते में बदलाव"},
    body={
        "en": "{change}\n\nIf this was not you, sign in with a code, set a new password and write to us at once.",
        "hi": "{change}\n\nअगर यह आपने नहीं किया, तो कोड से साइन-इन करें, नया पासवर्ड बनाएँ और हमें तुरंत लिखें।",
    },
)

ALL = (SIGN_IN_CODE, VERIFY_EMAIL, PASSWORD_CODE, UNKNOWN_ACCOUNT, ACCOUNT_EXISTS, SECURITY_CHANGE)


def register_all() -> None:
    """Register the templates; called when the app is ready."""
    for template in ALL:
        register(template)
