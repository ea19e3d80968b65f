"""Turn a card's rows into what is told in one language: by the page, the picture and the printed card alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings

from marketplace.badges.models import ProductBadge
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.models import ProductImage
from marketplace.stories.labels import LABELS, MONTHS, Labels
from marketplace.stories.models import StoryCard, StoryText
from marketplace.stories.states import StoryLanguage
from media.images.selectors import ordered_renditions, rendition_url
from media.models import Rendition

DEFAULT_TONE = "#8c2f1b"


@dataclass(frozen=True)
class Part:
    """A heading and its text."""

    key: str
    label: str
    words: str


@dataclass(frozen=True)
class BadgeLine:
    """A badge as text, with the register entry that proves it."""

    kind: str
    label: str
    evidence: str


@dataclass(frozen=True)
class Photo:
    """A picture of the product: its renditions, smallest first."""

    alt: str
    tone: str
    renditions: tuple[Rendition, ...]

    @property
    def largest(self) -> Rendition:
        """The rendition for print."""
        return self.renditions[-1]

    @property
    def src(self) -> str:
        """Address for browsers that know no srcset: the middle one."""
        return rendition_url(self.renditions[min(1, len(self.renditions) - 1)])

    @property
    def srcset(self) -> str:
        """All renditions with their widths."""
        return ", ".join(f"{rendition_url(each)} {each.width}w" for each in self.renditions)


@dataclass(frozen=True)
class Telling:
    """A story in one language. `place` is the register's; `locality` is what the seller adds to it."""

    code: str
    language: str
    languages: tuple[str, ...]
    labels: Labels
    title: str
    product: str
    local_names: tuple[str, ...]
    place: str
    locality: str
    community: str
    makers: str
    seller: str
    sections: tuple[Part, ...]
    facts: tuple[Part, ...]
    badges: tuple[BadgeLine, ...]
    photos: tuple[Photo, ...]
    sources: tuple[str, ...]
    approver: str

    @property
    def url(self) -> str:
        """The address the code leads to."""
        return story_url(self.code)

    @property
    def printed_address(self) -> str:
        """The address as a person types it."""
        return f"{urlsplit(settings.PUBLIC_BASE_URL).netloc}/s/{self.code}"

    @property
    def names(self) -> tuple[str, ...]:
        """What the thing is called: the listing's title and local names, each once, the story's language first."""
        if self.language == StoryLanguage.ENGLISH:
            ordered = (self.product, *self.local_names)
        else:
            ordered = (*self.local_names, self.product)
        by_sight = {name.casefold(): name for name in reversed(ordered) if name.casefold() != self.title.casefold()}
        return tuple(reversed(by_sight.values()))

    @property
    def summary(self) -> str:
        """What makes it special, for previews: the distinctive quality, else heritage, else technique."""
        by_key = {part.key: part.words for part in self.sections}
        ranked = (by_key.get(key) for key in ("distinctive_quality", "heritage", "technique"))
        return next((words for words in ranked if words), "")


def story_url(code: str) -> str:
    """The public address of a story."""
    return f"{settings.PUBLIC_BASE_URL}/s/{code}"


def tell(card: StoryCard, wanted: str) -> Telling:
    """The story in the wanted language, else in English, else in the first it has.

    `card` comes from `selectors.with_everything`, which fetches only standing badges; no query is made here. A
    card without any text is a draft that was never shown: asking for it is a ValueError.
    """
    texts = {text.language: text for text in card.texts.all()}
    if not texts:
        raise ValueError(f"The story {card.code} has no text.")
    language = next((each for each in (wanted, StoryLanguage.ENGLISH.value) if each in texts), next(iter(texts)))
    text, labels, product = texts[language], LABELS[language], card.product
    return Telling(
        code=card.code,
        language=language,
        languages=tuple(texts),
        labels=labels,
        title=text.title,
        product=product.title,
        local_names=tuple(text.local_names),
        place=_place(card),
        locality=text.place,
        community=text.community,
        makers=text.makers if card.makers_consented else "",
        seller=product.seller.display_name,
        sections=_parts(text, labels, ("technique", "distinctive_quality", "heritage")),
        facts=_parts(text, labels, ("materials", "time_to_make", "care")),
        badges=tuple(badge_line(badge, card, language) for badge in card.product.badges.all()),
        photos=_photos(card),
        sources=tuple(card.sources),
        approver=card.approver,
    )


def badge_line(badge: ProductBadge, card: StoryCard, language: str) -> BadgeLine:
    """A badge in words, with its register entry, source and date."""
    labels = LABELS[language]
    district = card.product.origin_district.name if card.product.origin_district else ""
    if badge.kind == BadgeKind.ODOP and badge.odop_entry is not None:
        entry = badge.odop_entry
        evidence = labels.odop_evidence.format(
            product=entry.product_name,
            scheme=entry.get_scheme_display(),
            district=district,
            source=entry.source,
            date=month_of(entry.source_date, language),
        )
        return BadgeLine("odop", labels.odop_badge, evidence)
    indication = badge.gi_entry
    if indication is None:  # the database holds a constraint against it
        raise ValueError(f"The badge {badge.pk} names no register entry.")
    evidence = labels.gi_evidence.format(
        name=indication.name,
        district=district,
        source=indication.source,
        date=month_of(indication.source_date, language),
    )
    return BadgeLine("gi_registered", labels.gi_badge, evidence)


def month_of(day: date, language: str) -> str:
    """`May 2026`, in the language's own month names."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def _place(card: StoryCard) -> str:
    district = card.product.origin_district
    return f"{district.name}, {district.state.name}" if district else ""


def _parts(text: StoryText, labels: Labels, names: tuple[str, ...]) -> tuple[Part, ...]:
    return tuple(Part(name, getattr(labels, name), getattr(text, name)) for name in names if getattr(text, name))


def _photos(card: StoryCard) -> tuple[Photo, ...]:
    return tuple(photo for picture in card.product.pictures.all() if (photo := _photo(picture)) is not None)


def _photo(picture: ProductImage) -> Photo | None:
    made = tuple(ordered_renditions(picture.image))
    if not made:
        return None
    return Photo(alt=picture.alt_text, tone=picture.image.dominant_color or DEFAULT_TONE, renditions=made)
