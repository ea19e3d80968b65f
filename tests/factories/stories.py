"""Story cards for tests."""

from typing import Any

from factories.accounts import make_user
from factories.marketplace import make_product
from factories.sellers import make_seller

from accounts.models import User
from common import clock
from marketplace.models import Product, StoryCard
from marketplace.stories.services import StoryDraft, TextDraft, write_story
from marketplace.stories.states import StoryStatus

ENGLISH = TextDraft(
    title="Walls that learned to travel",
    local_names=("Mithila painting", "Madhubani chitrakala"),
    place="Jitwarpur village",
    community="Women of Mithila, in the villages around Madhubani town",
    makers="Sita Devi and Urmila Jha",
    technique="Double outline drawn with a bamboo nib, then filled with fine hatching and flat colour.",
    materials="Handmade paper, soot black, turmeric, indigo",
    time_to_make="Six to eight days",
    heritage="For generations the women of Mithila painted the walls of their houses for weddings.",
    distinctive_quality="No space is left empty: the ground is filled with flowers, fish and birds.",
    care="Frame under glass, away from direct sun and damp.",
)
HINDI = TextDraft(
    title="दीवारों से काग़ज़ तक",
    local_names=("मिथिला चित्रकला",),
    place="जितवारपुर, मधुबनी",
    community="मधुबनी के आसपास के गाँवों की महिलाएँ",
    makers="सीता देवी और उर्मिला झा",
    technique="बाँस की क़लम से दोहरी रेखा, फिर बारीक धारियों और सपाट रंगों की भराई।",
    materials="हाथ का काग़ज़, काजल, हल्दी, नील",
    time_to_make="छह से आठ दिन",
    heritage="पीढ़ियों से मिथिला की महिलाएँ विवाह पर घर की दीवारें चित्रित करती रहीं।",
    distinctive_quality="कोई जगह ख़ाली नहीं रहती: धरातल फूल, मछली और पक्षियों से भरा है।",
    care="काँच के फ़्रेम में, सीधी धूप और नमी से दूर रखें।",
)


def make_owned_product(user: User | None = None, **kw: Any) -> tuple[User, Product]:
    """A product and the owner of its seller."""
    owner = user or make_user()
    return owner, make_product(make_seller(owner=owner), **kw)


def story_draft(status: StoryStatus = StoryStatus.PUBLISHED, **kw: Any) -> StoryDraft:
    """A complete story in English and Hindi."""
    values: dict[str, Any] = {
        "texts": {"en": ENGLISH, "hi": HINDI},
        "sources": ("Bihar Museum catalogue, 2019",),
        "approver": "Dulari Jha, Mithila Lok Chitra Samiti",
        "makers_consented": True,
        **kw,
    }
    return StoryDraft(status=status, **values)


def make_story(product: Product | None = None, user: User | None = None, **kw: Any) -> StoryCard:
    """A published story (of a published product unless one is given, with the owner of its seller)."""
    if product is None:
        user, product = make_owned_product(user)
    assert user is not None
    return write_story(user=user, product_id=product.pk, draft=story_draft(**kw), now=clock.now())
