"""The fixed words around a story, in the languages a story is shown in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Labels:
    """Headings and short sentences of one language; `{…}` are filled in by the caller."""

    made_by: str
    sold_by: str
    technique: str
    distinctive_quality: str
    heritage: str
    materials: str
    time_to_make: str
    care: str
    approved_by: str
    sources: str
    scan: str
    qr: str
    picture: str
    print_card: str
    badges: str
    odop_badge: str
    odop_evidence: str
    gi_badge: str
    gi_evidence: str
    gi_note: str
    other_language: str
    missing_title: str
    missing_text: str

    def as_dict(self) -> dict[str, str]:
        """All words by name, for a template."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LABELS: Mapping[str, Labels] = {
    "en": Labels(
        made_by="Made by",
        sold_by="Offered by",
        technique="How it is made",
        distinctive_quality="What sets it apart",
        heritage="Where it comes from",
        materials="Materials",
        time_to_make="Time to make",
        care="Care",
        approved_by="Text approved by",
        sources="Sources",
        scan="Scan for the whole story",
        qr="QR code to",
        picture="Picture to share (PNG)",
        print_card="Card to print (A6 PDF)",
        badges="Badges and their evidence",
        odop_badge="One District One Product",
        odop_evidence="“{product}” stands on the list “{scheme}” for the district {district} ({source}, {date}).",
        gi_badge="Registered GI",
        gi_evidence="“{name}” is a registered geographical indication whose area holds {district} ({source}, {date}).",
        gi_note="The GI badge tells where a name is protected, not that the seller is an authorised user.",
        other_language="English",
        missing_title="No story here",
        missing_text="The code is not right, or the story has been taken back. Check the code on the card.",
    ),
    "hi": Labels(
        made_by="निर्माता",
        sold_by="विक्रेता",
        technique="कैसे बनता है",
        distinctive_quality="विशेषता",
        heritage="विरासत",
        materials="सामग्री",
        time_to_make="बनाने का समय",
        care="देखभाल",
        approved_by="पाठ का अनुमोदन",
        sources="स्रोत",
        scan="पूरी कहानी के लिए स्कैन करें",
        qr="क्यूआर कोड:",
        picture="साझा करने के लिए चित्र (PNG)",
        print_card="छापने के लिए कार्ड (A6 PDF)",
        badges="बैज और उनके प्रमाण",
        odop_badge="एक ज़िला एक उत्पाद",
        odop_evidence="“{product}” {district} ज़िले के लिए “{scheme}” सूची में है ({source}, {date})।",
        gi_badge="पंजीकृत जीआई",
        gi_evidence="“{name}” एक पंजीकृत भौगोलिक उपदर्शन (जीआई) है, जिसके क्षेत्र में {district} आता है ({source}, {date})।",
        gi_note="जीआई बैज बताता है कि नाम कहाँ संरक्षित है। वह यह नहीं कहता कि विक्रेता अधिकृत उपयोगकर्ता है।",
        other_language="हिन्दी",
        missing_title="यहाँ कोई कहानी नहीं है",
        missing_text="कोड सही नहीं है, या कहानी वापस ले ली गई है। कार्ड पर लिखा कोड जाँचें।",
    ),
}

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "hi": (
        "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
        "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
    ),
}  # fmt: skip
