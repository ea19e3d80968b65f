"""The run-time folder: unwritable, full and held ones are refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.dev.problems import LaunchProblem
from config.dev.var_folder import VarFolder


class TestCheckWritable:
    def test_makes_the_folders_and_leaves_no_probe(self, tmp_path: Path) -> None:
        VarFolder(tmp_path / "var").check_writable(needed_bytes=0)
        assert sorted(p.name for p in (tmp_path / "var").iterdir()) == ["log", "run"]

    def test_refuses_a_read_only_place_even_for_root(self) -> None:
        with pytest.raises(LaunchProblem) as refused:
            VarFolder(Path("/sys/odop")).check_writable()
        assert refused.value.paragraph.startswith("/sys/odop cannot be written")
        assert "sudo chown" in refused.value.paragraph

    def test_refuses_a_full_disk(self, tmp_path: Path) -> None:
        (tmp_path / ".write-probe").symlink_to("/dev/full")
        with pytest.raises(LaunchProblem) as refused:
            VarFolder(tmp_path).check_writable()
        assert "is full (writing a file gave: No space left on device)" in refused.value.paragraph

    def test_refuses_when_too_little_is_free(self, tmp_path: Path) -> None:
        with pytest.raises(LaunchProblem) as refused:
            VarFolder(tmp_path).check_writable(needed_bytes=2**60)
        assert "MB left and the bazaar needs about" in refused.value.paragraph


class TestClaim:
    def test_second_holder_is_told_process_and_address(self, tmp_path: Path) -> None:
        first, second = VarFolder(tmp_path), VarFolder(tmp_path)
        first.check_writable(needed_bytes=0)
        first.claim(doing="`make run`")
        first.note_holder(doing="`make run`", address="http://127.0.0.1:8123")
        with pytest.raises(LaunchProblem) as refused:
            second.claim(doing="`make run`")
        said = " ".join(str(refused.value).split())
        assert f"process {os.getpid()} at http://127.0.0.1:8123" in said
        assert "left alone" in said

    def test_is_free_again_after_release(self, tmp_path: Path) -> None:
        first, second = VarFolder(tmp_path), VarFolder(tmp_path)
        first.check_writable(needed_bytes=0)
        first.claim(doing="`make run`")
        first.release()
        second.claim(doing="`make run`")
        second.release()
        assert not (tmp_path / "run" / "launcher.json").exists()


class TestEmpty:
    def test_removes_what_was_stored_but_keeps_logs_and_the_claim(self, tmp_path: Path) -> None:
        var = VarFolder(tmp_path)
        var.check_writable(needed_bytes=0)
        var.claim(doing="`make demo`")
        (tmp_path / "postgres" / "data").mkdir(parents=True)
        (var.log / "web.log").write_text("earlier")
        var.empty()
        assert sorted(p.name for p in tmp_path.iterdir()) == ["log", "run"]
        assert (var.log / "web.log").read_text() == "earlier"
        assert (var.run / "launcher.lock").exists()
        var.release()
