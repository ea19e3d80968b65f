"""What is written about the project is what the project does: documents are compared with the code."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections import Counter
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from config.management.commands.write_errors_doc import document
from config.pages.errors import catalogue
from config.pages.loading import load_all_modules

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLE = re.compile(r"""(?:env(?:\.\w+)?|secret|RealService)\(\s*(?:"[^"]+",\s*)?"([A-Z][A-Z0-9_]+)\"""")
READ_ELSEWHERE = re.compile(r"""environ(?:\.get)?[(\[]\s*"([A-Z][A-Z0-9_]+)\"""")
ONE_SCREEN = 45
DECISION_PARTS = ["Context", "Decision", "Consequences", "Alternatives"]
NOT_FOR_PEOPLE = {"DJANGO_SETTINGS_MODULE"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.M))


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, str | None]]:
    """Every (path, name) that the resolver knows."""
    found: list[tuple[str, str | None]] = []
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, path)
        else:
            found.append((path, pattern.name))
    return found


class TestApiDescription:
    def test_openapi_file_is_what_the_code_says_and_without_warnings(self, tmp_path: Path) -> None:
        written = tmp_path / "openapi.yml"
        call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(written), stderr=StringIO())
        assert read("docs/openapi.yml") == written.read_text(encoding="utf-8"), "run `make openapi`"

    def test_our_addresses_and_their_names_are_unique(self) -> None:
        ours = [(path, name) for path, name in addresses(get_resolver().url_patterns) if path.startswith("api/")]
        assert [found for found, times in Counter(path for path, _ in ours).items() if times > 1] == []
        assert [found for found, times in Counter(name for _, name in ours if name).items() if times > 1] == []


class TestErrors:
    def test_list_of_codes_is_what_the_code_says(self) -> None:
        assert read("docs/errors.md") == document(), "run `make openapi`"

    def test_codes_are_unique_and_stable_in_form(self) -> None:
        load_all_modules()
        codes = [row.code for row in catalogue()]
        assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)] == []
        assert sorted({code for code in codes if codes.count(code) > 1}) == []

    def test_each_says_what_to_do(self) -> None:
        load_all_modules()
        assert [row.code for row in catalogue() if not row.title or not row.detail.rstrip().endswith((".", "?"))] == []


class TestEnvironment:
    def test_example_names_every_variable_that_is_read_and_no_other(self) -> None:
        sources = [p.read_text(encoding="utf-8") for p in (ROOT / "config").rglob("*.py")]
        read_here = {n for text in sources for pattern in (VARIABLE, READ_ELSEWHERE) for n in pattern.findall(text)}
        shown = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", read(".env.example"), re.M))
        assert shown == read_here - NOT_FOR_PEOPLE


class TestCommands:
    def test_readme_and_contributing_name_only_targets_that_exist(self) -> None:
        named = set(re.findall(r"\bmake ([a-z][a-z-]*)", read("README.md") + read("CONTRIBUTING.md")))
        assert named - make_targets() == set()
        assert {"run", "test", "demo", "check", "test-services"} <= named

    def test_plain_make_explains_every_target(self) -> None:
        shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert set(re.findall(r"^  make ([a-z-]+)", shown, re.M)) == make_targets()


class TestPins:
    def test_lock_files_pin_and_name_no_registry(self) -> None:
        for name in ("requirements.txt", "requirements-dev.txt"):
            lines = [line for line in read(name).splitlines() if line and not line.lstrip().startswith("#")]
            assert [line for line in lines if not re.match(r"^[A-Za-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+", line)] == []

    def test_every_direct_dependency_is_pinned(self) -> None:
        wanted = {n.lower() for n in re.findall(r"^([A-Za-z0-9._-]+)", read("requirements.in"), re.M)}
        pinned = {n.lower() for n in re.findall(r"^([A-Za-z0-9._-]+)==", read("requirements.txt"), re.M)}
        assert wanted - pinned == set()


class TestArchitecturePage:
    def test_layers_are_those_of_the_contract(self) -> None:
        contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        page = read("docs/architecture.md")
        drawn = {
            heading: [names_in(line.split("#")[0]) for line in block.splitlines()]
            for heading, block in re.findall(r"```layers (\S+)\n(.*?)```", page, re.S)
        }
        assert drawn == {
            contract["id"]: [names_in(layer) for layer in contract["layers"]]
            for contract in contracts
            if contract["type"] == "layers"
        }

    def test_every_capability_of_a_layered_room_has_its_place(self) -> None:
        contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        for contract in contracts:
            if contract["id"] in {"orders", "marketplace", "sellers"}:
                placed = {name for layer in contract["layers"] for name in names_in(layer)}
                found = {path.parent.name for path in (ROOT / contract["id"]).glob("*/__init__.py")}
                assert found - {"management", "migrations"} == placed

    def test_links_to_files_hold(self) -> None:
        for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md"):
            page = ROOT / name
            links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
            assert [link for link in links if not (page.parent / link).exists()] == []


class TestDecisions:
    def test_each_is_one_screen_in_four_parts(self) -> None:
        for path in sorted((ROOT / "docs/adr").glob("*.md")):
            text = path.read_text(encoding="utf-8")
            assert text.startswith(f"# {path.name[:4]} "), path.name
            assert len(text.splitlines()) <= ONE_SCREEN, path.name
            assert re.findall(r"^(?:## |\*\*)(\w+)", text, re.M) == DECISION_PARTS, path.name

    def test_numbers_are_used_once(self) -> None:
        numbers = Counter(path.name[:4] for path in (ROOT / "docs/adr").glob("*.md"))
        assert [number for number, times in numbers.items() if times > 1] == []


def names_in(layer: str) -> list[str]:
    return re.findall(r"[a-z_]+", layer)
