"""The words in which sellers hear of decisions about their products, in English and Hindi."""

from __future__ import annotations

from accounts.notices.templates import NoticeTemplate, register

PUBLISHED = NoticeTemplate(
    name="marketplace.product_published",
    subject={"en": "Published: {product}", "hi": "प्रकाशित: {product}"},
    body={
        "en": "“{product}” of {seller} is published. Buyers can see it now.",
        "hi": "{seller} का “{product}” प्रकाशित हो गया है। खरीदार अब इसे देख सकते हैं।",
    },
)
CHANGES_REQUESTED = NoticeTemplate(
    name="marketplace.product_changes_requested",
    subject={"en": "Please change something: {product}", "hi": "कृपया सुधार करें: {product}"},
    body={
        "en": "The moderator asks you to change “{product}” of {seller} and to submit it again:\n\n{reason}",
        "hi": "{seller} के “{product}” में ये सुधार करके फिर से जमा करें:\n\n{reason}",
    },
    sms={
        "en": "ODOP Bazaar: “{product}” needs changes. Sign in to see them.",
        "hi": "ODOP बाज़ार: “{product}” में सुधार चाहिए। साइन-इन करके देखें।",
    },
)
REJECTED = NoticeTemplate(
    name="marketplace.product_rejected",
    subject={"en": "Not published: {product}", "hi": "प्रकाशित नहीं: {product}"},
    body={
        "en": "“{product}” of {seller} was rejected:\n\n{reason}\n\nYou can make a new product that heeds this.",
        "hi": "{seller} का “{product}” अस्वीकृत हुआ:\n\n{reason}\n\nइसे ध्यान में रखकर नया उत्पाद जोड़ सकते हैं।",
    },
    sms={
        "en": "ODOP Bazaar: “{product}” was rejected. Sign in to read why.",
        "hi": "ODOP बाज़ार: “{product}” अस्वीकृत। कारण साइन-इन करके पढ़ें।",
    },
)


def register_templates() -> None:
    """Make the templates known to the notices; called when the app is ready."""
    for template in (PUBLISHED, CHANGES_REQUESTED, REJECTED):
        register(template)
