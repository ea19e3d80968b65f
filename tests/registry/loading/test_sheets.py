"""Register files are read strictly; what is wrong is said with the row and the reason."""

from pathlib import Path

import pytest

from registry.loading import sheets
from registry.loading.errors import RegisterFileUnfit, RowRefused
from registry.loading.sheets import Columns, Sheet, parse_sheet, read_sheet

COLUMNS = Columns(required=("code", "name"), optional=("note",))


def sheet(text: str) -> Sheet:
    return parse_sheet("some.csv", text.encode())


class TestReadSheet:
    def test_reads_rows_by_column(self, tmp_path: Path) -> None:
        path = tmp_path / "some.csv"
        path.write_bytes('\ufeffname,code\r\n मधुबनी ,206\r\n"Leh, Ladakh",9\r\n'.encode())
        rows = list(read_sheet(path).rows(COLUMNS))
        assert [(row.number, row["code"], row["name"], row["note"]) for row in rows] == [
            (2, "206", "मधुबनी", ""),
            (3, "9", "Leh, Ladakh", ""),
        ]

    def test_refuses_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(RegisterFileUnfit, match="No such file"):
            read_sheet(tmp_path / "none.csv")

    def test_refuses_a_directory(self, tmp_path: Path) -> None:
        with pytest.raises(RegisterFileUnfit, match="directory"):
            read_sheet(tmp_path)

    def test_refuses_a_huge_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheets, "MAX_BYTES", 10)
        path = tmp_path / "some.csv"
        path.write_text("code,name\n1,One\n")
        with pytest.raises(RegisterFileUnfit, match="Split it"):
            read_sheet(path)


class TestParseSheet:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("name,code\nMünchen,1\n".encode("latin-1"), r"not UTF-8 \(byte 11\)"),
            ("name,code\n".encode("utf-16"), "not UTF-8"),
            (b"PK\x03\x04\x00\x00zip", "not a text file"),
            (b"", "is empty"),
            (b"\n", "is empty"),
            (b"code,name,code\n1,One,1\n", "names a column twice: code"),
            (b'code,name\n1,"One\n', "not well-formed CSV near line"),
        ],
    )
    def test_refuses_what_is_not_a_csv_file(self, content: bytes, reason: str) -> None:
        with pytest.raises(RegisterFileUnfit, match=reason):
            parse_sheet("some.csv", content)

    def test_refuses_too_many_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheets, "MAX_ROWS", 2)
        with pytest.raises(RegisterFileUnfit, match="more than 2 rows"):
            sheet("code,name\n1,a\n2,b\n3,c\n")

    def test_refuses_missing_and_unknown_columns(self) -> None:
        with pytest.raises(RegisterFileUnfit, match=r"missing columns: name; unknown columns: colour"):
            list(sheet("code,colour\n1,red\n").rows(COLUMNS))

    @pytest.mark.parametrize(
        ("record", "reason"),
        [
            ("1,One,note,more", "has 4 cells, more than the 3 columns"),
            ("1", "has 1 cells, fewer than the 3 columns"),
            ("", "is empty"),
            ("1,=HYPERLINK(A1),", "begins like a spreadsheet formula"),
            ("1,@SUM(A1),", "begins like a spreadsheet formula"),
            ("1,Ma\u200bdhubani,", "name holds invisible characters"),
            ("1,\u202eMadhubani,", "name holds invisible characters"),
            (f"1,{'x' * 2001},", "longer than 2000 characters"),
        ],
    )
    def test_flaws_are_the_row_s_own(self, record: str, reason: str) -> None:
        rows = list(sheet(f"code,name,note\n{record}\n2,Two,\n").rows(COLUMNS))
        with pytest.raises(RowRefused, match=reason.replace("(", r"\(")):
            rows[0].check()
        rows[1].check()

    def test_keeps_the_joiners_of_indic_scripts(self) -> None:
        rows = list(sheet("code,name\n1,क्\u200dष\n").rows(COLUMNS))
        rows[0].check()
