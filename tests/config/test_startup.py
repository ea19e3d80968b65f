"""A process with an unfit configuration does not start to serve."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.startup import refuse_unfit_configuration


class TestRefuseUnfitConfiguration:
    def test_lets_a_good_one_pass(self, settings: Any) -> None:
        settings.DEBUG = True
        assert refuse_unfit_configuration() is None

    def test_names_what_is_wrong_and_what_to_do(self, settings: Any) -> None:
        settings.DEBUG = True
        settings.STRIPE_API_BASE = "https://evil.example"
        with pytest.raises(ImproperlyConfigured, match=r"orders\.E003.*evil\.example.*Leave STRIPE_API_BASE out"):
            refuse_unfit_configuration()
