"""What the API description says of every operation by itself: the Idempotency-Key of its POST."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

OPTIONAL = (
    "Makes a repeat harmless: the same key and body get the first answer again, marked `Idempotent-Replayed: true`."
)
REQUIRED = "A fresh UUID for each intent. " + OPTIONAL


class BazaarSchema(AutoSchema):
    """DRF-spectacular's description with the header that our base view reads on POST."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> dict[str, Any] | None:
        """The operation as described by its view, and the header."""
        operation = super().get_operation(path, path_regex, path_prefix, method, registry)
        if operation is not None and method == "POST" and hasattr(self.view, "idempotency_required"):
            operation["parameters"] = [*operation.get("parameters", []), _header(self.view.idempotency_required)]
        return operation


def _header(is_required: bool) -> dict[str, Any]:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": is_required,
        "schema": {"type": "string", "minLength": 8, "maxLength": 255},
        "description": REQUIRED if is_required else OPTIONAL,
    }
