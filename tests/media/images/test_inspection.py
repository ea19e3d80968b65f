"""Damaged files never do more than be refused."""

import random

import pytest
from factories import hostile_files as hostile

from media.images import errors
from media.images.inspection import inspect_image
from media.images.renditions import render_steps


class TestInspectImage:
    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
    def test_survives_any_damage(self, file_format: str) -> None:
        """Random bytes changed, cut and doubled: the picture is taken or refused, nothing else happens."""
        chance = random.Random(20261122)
        sound = hostile.photo_with_metadata(120, 90, file_format=file_format)
        outcomes = set()
        for _ in range(400):
            damaged = bytearray(sound)
            for _ in range(chance.randint(1, 8)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            cut = chance.randrange(len(damaged)) if chance.random() < 0.3 else len(damaged)
            outcomes.add(outcome_of(bytes(damaged[:cut])))
        assert "image_damaged" in outcomes
        assert outcomes <= {"taken", *(kind.code for kind in errors.ImageRefused.__subclasses__())}


def outcome_of(content: bytes) -> str:
    try:
        render_steps(content, inspect_image(content).format)
    except errors.ImageRefused as refusal:
        return refusal.code
    return "taken"
