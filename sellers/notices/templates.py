"""The words of the notices about an application, in English and Hindi."""

from __future__ import annotations

from accounts.notices.templates import NoticeTemplate, register

SUBMITTED = NoticeTemplate(
    name="sellers.submitted",
    subject={"en": "Your application has arrived: {seller}", "hi": "आपका आवेदन मिल गया: {seller}"},
    body={
        "en": "We have received the application of {seller}. A reviewer reads it and you will hear from us.\n"
        "Until then nothing can be changed in it.",
        "hi": "हमें {seller} का आवेदन मिल गया है। समीक्षक इसे पढ़ेंगे और हम आपको बताएँगे।\nतब तक इसमें कुछ बदला नहीं जा सकता।",
    },
    sms={
        "en": "ODOP Bazaar: the application of {seller} has arrived. We will tell you the decision.",
        "hi": "ODOP बाज़ार: {seller} का आवेदन मिल गया। निर्णय हम आपको बताएँगे।",
    },
)
APPROVED = NoticeTemplate(
    name="sellers.approved",
    subject={"en": "Approved: {seller} may sell", "hi": "स्वीकृत: {seller} अब बेच सकता है"},
    body={
        "en": "{seller} is approved. You can list products now.\n{reach}",
        "hi": "{seller} स्वीकृत हो गया है। अब आप अपने उत्पाद जोड़ सकते हैं।\n{reach_hi}",
    },
    sms={
        "en": "ODOP Bazaar: {seller} is approved. You can list products now.",
        "hi": "ODOP बाज़ार: {seller} स्वीकृत। अब आप अपने उत्पाद जोड़ सकते हैं।",
    },
)
CHANGES_REQUESTED = NoticeTemplate(
    name="sellers.changes_requested",
    subject={"en": "Please change a few things: {seller}", "hi": "कृपया कुछ सुधार करें: {seller}"},
    body={
        "en": "The reviewer of {seller} asks you to change the following and to submit again:\n\n{items}",
        "hi": "{seller} के समीक्षक चाहते हैं कि आप ये सुधार करके फिर से जमा करें:\n\n{items}",
    },
    sms={
        "en": "ODOP Bazaar: the application of {seller} needs changes ({count}). Sign in to see them.",
        "hi": "ODOP बाज़ार: {seller} के आवेदन में {count} सुधार चाहिए। साइन-इन करके देखें।",
    },
)
REJECTED = NoticeTemplate(
    name="sellers.rejected",
    subject={"en": "Not approved: {seller}", "hi": "स्वीकृत नहीं: {seller}"},
    body={
        "en": "The application of {seller} was not approved. The reason:\n\n{reason}\n\n"
        "If you think this is a mistake, write to support.",
        "hi": "{seller} का आवेदन स्वीकृत नहीं हुआ। कारण:\n\n{reason}\n\nअगर यह आपको ग़लत लगता है, तो सहायता को लिखें।",
    },
    sms={
        "en": "ODOP Bazaar: the application of {seller} was not approved. Sign in to read the reason.",
        "hi": "ODOP बाज़ार: {seller} का आवेदन स्वीकृत नहीं हुआ। कारण साइन-इन करके पढ़ें।",
    },
)
SUSPENDED = NoticeTemplate(
    name="sellers.suspended",
    subject={"en": "Suspended: {seller}", "hi": "निलंबित: {seller}"},
    body={
        "en": "{seller} is suspended and its products are hidden; open orders go on. The reason:\n\n{reason}",
        "hi": "{seller} निलंबित है और इसके उत्पाद नहीं दिखेंगे; चालू ऑर्डर पूरे होंगे। कारण:\n\n{reason}",
    },
)
REINSTATED = NoticeTemplate(
    name="sellers.reinstated",
    subject={"en": "Reinstated: {seller}", "hi": "बहाल: {seller}"},
    body={
        "en": "{seller} may sell again and its products are shown.",
        "hi": "{seller} फिर से बेच सकता है और इसके उत्पाद दिखेंगे।",
    },
)

ALL = (SUBMITTED, APPROVED, CHANGES_REQUESTED, REJECTED, SUSPENDED, REINSTATED)


def register_all() -> None:
    """Register the templates; called when the app is ready."""
    for template in ALL:
        register(template)
