"""``python -m config.demo ADDRESS``: tells the story to the bazaar that `make demo` has started there.

Exits 1 when an answer is not as told.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

import requests

from config.demo import afterwards, goods, onboarding, sale
from config.demo.mailbox import Mailbox
from config.demo.scene import Scene
from config.demo.teller import NotAsTold, Teller
from config.env import VAR_DIR

CHAPTERS: tuple[Callable[[Scene], None], ...] = (
    onboarding.look_into_registers,
    onboarding.bring_staff,
    onboarding.onboard_sellers,
    goods.list_goods,
    goods.refuse_a_false_badge,
    goods.read_a_story,
    sale.buy_as_a_gift,
    sale.race_for_the_last_piece,
    afterwards.fulfil,
    afterwards.refund_a_line,
    afterwards.pay_the_sellers,
    afterwards.close_the_books,
)


def main(arguments: Sequence[str]) -> int:
    """Tell every chapter."""
    began, teller = time.monotonic(), Teller(arguments[0])
    scene = Scene(teller, Mailbox(VAR_DIR))
    try:
        for chapter in CHAPTERS:
            chapter(scene)
    except (NotAsTold, requests.RequestException) as problem:
        print(f"\nNOT AS TOLD: {problem}", file=sys.stderr)
        return 1
    teller.say(
        f"\nAll as told: {teller.steps} calls shown, {teller.facts} facts checked, {time.monotonic() - began:.0f} s."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
