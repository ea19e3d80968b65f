"""``python -m config.demo``: starts a bazaar, tells the story, stops the bazaar; exits 1 when it is not as told."""

from __future__ import annotations

import os
import sys
import time

import requests


def main() -> int:
    """Tell the whole story."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.demo import afterwards, goods, onboarding, sale
    from config.demo.mailbox import Mailbox
    from config.demo.scene import Scene
    from config.demo.server import running_bazaar
    from config.demo.teller import NotAsTold, Teller
    from config.env import VAR_DIR

    began = time.monotonic()
    print("Starting a bazaar of the demo's own (embedded PostgreSQL, broker, web, worker, beat) …", flush=True)
    try:
        with running_bazaar(VAR_DIR / "demo") as base:
            teller = Teller(base)
            teller.say(f"It serves at {base} after {time.monotonic() - began:.0f} s.")
            scene = Scene(teller, Mailbox(VAR_DIR / "demo"))
            for chapter in (
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
            ):
                chapter(scene)
            took = time.monotonic() - began
            teller.say(f"\nAll as told: {teller.steps} calls shown, {teller.facts} facts checked, {took:.0f} s.")
    except (NotAsTold, requests.RequestException) as problem:
        print(f"\nNOT AS TOLD: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
