"""Bases of request bodies, and the shape of pages for the schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers


class StrictSerializer(serializers.Serializer[Any]):
    """A body whose unknown members are refused by name, so that nothing sent is silently ignored."""

    default_error_messages = {"unknown_field": "There is no such field here; remove it or correct its name."}

    def to_internal_value(self, data: Any) -> Any:
        """Refuse members that are not writable fields, then parse as usual."""
        if isinstance(data, dict):
            known = {name for name, field in self.fields.items() if not field.read_only}
            unknown = sorted(str(name) for name in data if name not in known)
            if unknown:
                message = str(self.error_messages["unknown_field"])
                detail = serializers.ErrorDetail(message, code="unknown_field")
                raise serializers.ValidationError({name: [detail] for name in unknown})
        return super().to_internal_value(data)


@cache
def list_of(row: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """The answer of a short list without pages, for the schema."""
    return inline_serializer(name=f"{row.__name__.removesuffix('Answer')}List", fields={"data": row(many=True)})


@cache
def page_of(row: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """The answer of a list endpoint, for the schema: rows and the addresses of the neighbouring pages."""
    return inline_serializer(
        name=f"{row.__name__.removesuffix('Answer')}Page",
        fields={
            "data": row(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
        },
    )
