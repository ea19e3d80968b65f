"""IFS codes: shape, and existence in the shipped list."""

from __future__ import annotations

import csv
import lzma
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sellers.identity.errors import IfscInvalid
from sellers.identity.ifsc import DATA, WIDTH, check_ifsc_shape, listed_bank_name


class TestCheckIfscShape:
    def test_accepts_in_any_case(self) -> None:
        assert check_ifsc_shape(" sbin0001234 ") == "SBIN0001234"

    @pytest.mark.parametrize("given", ["", "SBIN1001234", "SBI00001234", "SBIN000123", "SBIN00012345", "SBIN०००१२३४"])
    def test_refuses(self, given: str) -> None:
        with pytest.raises(IfscInvalid):
            check_ifsc_shape(given)


class TestListedBankName:
    @pytest.mark.parametrize(
        ("ifsc", "bank"),
        [
            ("SBIN0001234", "State Bank of India"),
            ("PUNB0000100", "Punjab National Bank"),
            ("HDFC0000001", "HDFC Bank"),
            ("BARB0AAMBUR", "Bank of Baroda"),
        ],
    )
    def test_knows_real_branches(self, ifsc: str, bank: str) -> None:
        assert listed_bank_name(ifsc) == bank

    @pytest.mark.parametrize("ifsc", ["SBIN0999999", "ABCD0123456", "ZZZZ0ZZZZZZ"])
    def test_knows_no_others(self, ifsc: str) -> None:
        assert listed_bank_name(ifsc) is None

    def test_shipped_list_is_whole_and_sorted(self) -> None:
        lines = lzma.decompress(DATA.read_bytes()).decode("ascii").splitlines()
        total = 0
        for line in lines:
            prefix, name, run = line.split("\t")
            branches = [run[at : at + WIDTH] for at in range(0, len(run), WIDTH)]
            assert branches == sorted(set(branches))
            assert name
            check_ifsc_shape(f"{prefix}0{branches[0]}")
            total += len(branches)
        assert (len(lines), total) == (256, 177_683)


class TestCompileIfsc:
    def write(self, folder: Path, rows: list[dict[str, str]]) -> Path:
        path = folder / "IFSC.csv"
        with path.open("w", newline="") as out:
            writer = csv.DictWriter(out, ["IFSC", "BANK"])
            writer.writeheader()
            writer.writerows(rows)
        return path

    def test_writes_one_line_a_bank(self, tmp_path: Path) -> None:
        rows = [
            {"IFSC": "ABCD0000002", "BANK": "A Bank"},
            {"IFSC": "abcd0000001", "BANK": "A Bank"},
            {"IFSC": "BCDE0XYZ123", "BANK": "B  Bank"},
        ]
        target, said = tmp_path / "out.xz", StringIO()
        call_command("compile_ifsc", str(self.write(tmp_path, rows)), output=target, stdout=said)
        assert lzma.decompress(target.read_bytes()) == b"ABCD\tA Bank\t000001000002\nBCDE\tB Bank\tXYZ123"
        assert "3 codes of 2 bank prefixes" in said.getvalue()

    def test_writes_nothing_from_a_bad_file(self, tmp_path: Path) -> None:
        target = tmp_path / "out.xz"
        with pytest.raises(CommandError, match="not an IFSC"):
            call_command("compile_ifsc", str(self.write(tmp_path, [{"IFSC": "nonsense", "BANK": "X"}])), output=target)
        assert not target.exists()
