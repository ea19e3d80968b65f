"""`make test-services` fails, and says how to start what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from config.dev.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


class TestMissingServices:
    def test_each_is_named_with_a_way_to_start_it_and_without_its_password(self) -> None:
        dead = free_port()
        environment = os.environ | {
            "DATABASE_URL": f"postgres://u:s3cret@127.0.0.1:{dead}/x",
            "TEST_REDIS_URL": f"redis://127.0.0.1:{dead}/0",
            "TEST_RABBITMQ_URL": f"amqp://guest:s3cret@127.0.0.1:{dead}//",
        }
        command = [sys.executable, "-m", "config.dev", "test-services"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        said = " ".join(done.stderr.split())
        assert done.returncode == 1
        for name in ("PostgreSQL", "Redis", "RabbitMQ"):
            assert f"{name} does not answer" in said
        assert said.count("docker run") == 3
        assert "s3cret" not in said
