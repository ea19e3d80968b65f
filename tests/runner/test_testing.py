"""How `make test` calls pytest."""

from __future__ import annotations

import pytest

from config.dev.testing import names_tests


class TestNamesTests:
    @pytest.mark.parametrize("arguments", [["tests/runner", "-q"], ["tests/runner/test_testing.py::TestNamesTests"]])
    def test_sees_a_path(self, arguments: list[str]) -> None:
        assert names_tests(arguments) is True

    @pytest.mark.parametrize("arguments", [[], ["-q", "--durations=5"], ["-m", "services or not services"]])
    def test_takes_options_alone_for_a_whole_run(self, arguments: list[str]) -> None:
        assert names_tests(arguments) is False
