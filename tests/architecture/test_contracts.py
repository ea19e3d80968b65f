"""Every import contract is kept by the code and broken by a violation planted in a copy of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("common", "registry", "media", "accounts", "sellers", "marketplace", "orders", "config")

# contract → (file, its text): each breaks that contract and is named in the report
PLANTED = {
    "Rooms import downwards only": ("common/planted_upward.py", "import orders.models\n"),
    "Capabilities of orders import downwards only": ("orders/purchases/planted.py", "import orders.payments\n"),
    "Capabilities of sellers import downwards only": (
        "sellers/profiles/planted.py",
        "import sellers.review.services\n",
    ),
    "Capabilities of marketplace import downwards only": (
        "marketplace/catalogue/planted.py",
        "import marketplace.badges\n",
    ),
    "Inside a capability: doors, services, gateways, selectors, models, states": (
        "sellers/planted_room/models.py",
        "import sellers.planted_room.services\n",
    ),
    "The domain knows no HTTP": ("sellers/planted_room/services.py", "import rest_framework\n"),
    "Stripe's SDK is imported by one gateway and its simulator": ("config/planted_stripe.py", "import stripe\n"),
    "HTTP clients and provider SDKs live in gateways": ("sellers/planted_client.py", "import requests\n"),
}


def lint(folder: Path) -> str:
    """The report of lint-imports over the packages in `folder`."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--config", str(folder / "pyproject.toml")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def verdicts(report: str) -> dict[str, str]:
    """Contract name → KEPT or BROKEN."""
    return dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", report, re.M))


@pytest.fixture(scope="module")
def report() -> str:
    return lint(ROOT)


@pytest.fixture(scope="module")
def planted_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "data", "templates*"))
    for name, text in PLANTED.values():
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name("__init__.py").touch()
        path.write_text(text)
    return lint(copy)


class TestContracts:
    def test_the_code_keeps_all(self, report: str) -> None:
        assert set(verdicts(report).values()) == {"KEPT"}, report

    def test_each_contract_has_a_planted_violation(self, report: str) -> None:
        assert set(verdicts(report)) == set(PLANTED)

    @pytest.mark.parametrize("contract", PLANTED)
    def test_a_planted_violation_breaks_it(self, contract: str, planted_report: str) -> None:
        assert verdicts(planted_report)[contract] == "BROKEN", planted_report
        planted = PLANTED[contract][0].removesuffix(".py").replace("/", ".")
        details = planted_report.split("Broken contracts", 1)[1]
        assert planted in details.split(contract, 1)[1]
