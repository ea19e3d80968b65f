"""The house rules that a machine can hold: file length, complexity, docstrings, what the domain may know."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("common", "registry", "media", "accounts", "sellers", "marketplace", "orders", "config")
MAX_LINES = 300
DOMAIN_FILES = {"services", "selectors", "models", "states", "errors"}
HTTP_MODULES = ("django.http", "django.views", "django.shortcuts", "rest_framework", "common.api")
SIGNAL_MODULES = ("django.db.models.signals", "django.dispatch")
VAGUE_VERBS = ("update_", "handle_", "process_", "manage_")


def python_files(*folders: str) -> list[Path]:
    """Every Python file under `folders`, migrations left out."""
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py") if "migrations" not in p.parts)


def imported_modules(source: str) -> set[str]:
    """The dotted names that `source` imports, `from a import b` as both a and a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imports_any(source: str, modules: tuple[str, ...]) -> set[str]:
    """Which of `modules`, or what lies inside them, `source` imports."""
    return {n for n in imported_modules(source) if any(n == m or n.startswith(f"{m}.") for m in modules)}


def is_domain(path: Path) -> bool:
    """Whether the file is a service, selector, model, state table or list of errors."""
    return bool(DOMAIN_FILES & {*path.relative_to(ROOT).parts[:-1], path.stem}) and "config" not in path.parts


class TestFiles:
    def test_no_file_is_longer_than_300_lines(self) -> None:
        assert longer_than(MAX_LINES, python_files(*ROOMS, "tests", "bench")) == []

    def test_a_long_file_is_found(self, tmp_path: Path) -> None:
        (tmp_path / "fits.py").write_text("a = 1\n" * MAX_LINES)
        (tmp_path / "planted.py").write_text("a = 1\n" * (MAX_LINES + 1))
        assert longer_than(MAX_LINES, sorted(tmp_path.glob("*.py"))) == [f"{tmp_path / 'planted.py'}: {MAX_LINES + 1}"]

    def test_every_module_says_what_it_is_for(self) -> None:
        files = [p for p in python_files(*ROOMS, "bench") if p.read_text(encoding="utf-8").strip()]
        silent = [p for p in files if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
        assert [str(p.relative_to(ROOT)) for p in silent] == []

    def test_no_function_is_more_complex_than_8(self) -> None:
        assert complexity_findings(ROOT) == ""

    def test_a_complex_function_is_found(self, tmp_path: Path) -> None:
        branches = "\n".join(f"    if x == {n}:\n        return {n}" for n in range(9))
        (tmp_path / "planted.py").write_text(f"def tangled(x):\n{branches}\n")
        assert "tangled" in complexity_findings(tmp_path)


class TestDomain:
    def test_knows_no_http_and_no_signals(self) -> None:
        found = {
            str(path.relative_to(ROOT)): imports_any(path.read_text(encoding="utf-8"), HTTP_MODULES + SIGNAL_MODULES)
            for path in python_files(*ROOMS)
            if is_domain(path)
        }
        assert len(found) > len(ROOMS)
        assert {path: names for path, names in found.items() if names} == {}

    @pytest.mark.parametrize("planted", ["from django.http import HttpRequest", "import django.db.models.signals"])
    def test_a_planted_import_is_found(self, planted: str) -> None:
        assert imports_any(planted, HTTP_MODULES + SIGNAL_MODULES)

    def test_services_are_named_by_what_they_do(self) -> None:
        vague = [
            f"{path.relative_to(ROOT)}: {node.name}"
            for path in python_files(*ROOMS)
            if "services" in {*path.parts, path.stem}
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef) and node.name.startswith(VAGUE_VERBS)
        ]
        assert vague == []


def longer_than(limit: int, paths: list[Path]) -> list[str]:
    """The files with more lines than `limit`, each with its number of lines."""
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{path}: {lines}" for path, lines in counted.items() if lines > limit]


def complexity_findings(folder: Path) -> str:
    """What ruff's complexity rule says about `folder` at the project's limit of 8."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--no-cache", "--isolated", "--select", "C901"]
    options = ["--config", "lint.mccabe.max-complexity=8", "--exclude", "migrations,var,.venv"]
    return subprocess.run([*command, *options, str(folder)], capture_output=True, text=True, check=False).stdout
