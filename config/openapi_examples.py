"""Examples of the main journeys in the API description, as a bazaar answered them.

``api_examples.json`` holds, per operation, a body that was sent and what came back. A test holds each against
its operation's own schemas, so that a change of an answer cannot leave its example behind.
"""

from __future__ import annotations

import json
from typing import Any

from config.env import BASE_DIR

FILE = BASE_DIR / "config" / "api_examples.json"
JSON = "application/json"


def add_examples(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular. Raises KeyError for an example of an operation that does not exist."""
    operations = {
        operation["operationId"]: operation
        for methods in result["paths"].values()
        for operation in methods.values()
        if isinstance(operation, dict)
    }
    for name, example in load_examples().items():
        if "request" in example:
            operations[name]["requestBody"]["content"][JSON]["example"] = example["request"]
        operations[name]["responses"][str(example["status"])]["content"][JSON]["example"] = example["response"]
    return result


def load_examples() -> dict[str, dict[str, Any]]:
    """By operation id: ``request`` (where a body is sent), ``status`` and ``response``."""
    examples: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return examples
