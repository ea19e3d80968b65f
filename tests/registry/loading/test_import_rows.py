"""Importing: dry run first, all or nothing, repeatable, with a reason for every refused row."""

import csv
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from factories.registry import make_district, make_gi_entry, make_odop_entry, make_pin, make_state

from common import clock
from registry.loading.importer import import_rows
from registry.loading.report import ImportReport
from registry.loading.sheets import parse_sheet
from registry.models import District, GiEntry, OdopEntry, PinCode, PinDistrict, State
from registry.odop.importers import OdopImporter

pytestmark = pytest.mark.django_db

ODOP = "district_lgd_code,district_name,product_name,local_names,sector,scheme,source,source_date"
PAINTING = "206,Madhubani,Madhubani Paintings,Mithila Painting,handicraft,dpiit_odop,DPIIT list,2026-05-01"
MAKHANA = "206,Madhubani,Makhana,Foxnut;Gorgon Nut,food_processing,pmfme,PM-FME list,2026-01-01"
GI = "entry_code,serial_no,name,goods_type,state_lgd_codes,district_lgd_codes,foreign_country,source,source_date"


def run(command: str, path: Path, *options: str) -> str:
    out = StringIO()
    call_command(command, str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(*lines: str) -> Path:
        path = tmp_path / "file.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


class TestImportOdop:
    def test_reports_and_changes_nothing_unless_told_to(self, file: Any) -> None:
        make_district()
        out = run("import_odop", file(ODOP, PAINTING, MAKHANA))
        assert "row 2: added: Madhubani Paintings of Madhubani" in out
        assert "2 added, 0 changed, 0 unchanged, 0 refused" in out
        assert "Dry run: nothing was changed." in out
        assert not OdopEntry.objects.exists()

    def test_writes_when_told_to(self, file: Any) -> None:
        district = make_district()
        assert "Written." in run("import_odop", file(ODOP, PAINTING, MAKHANA), "--apply")
        entry = OdopEntry.objects.get(product_name="Makhana")
        assert (entry.district, entry.sector, entry.scheme) == (district, "food_processing", "pmfme")
        assert entry.local_names == ["Foxnut", "Gorgon Nut"]
        assert entry.search_text == "makhana | foxnut | gorgon nut"

    def test_repeats_without_change(self, file: Any) -> None:
        make_district()
        path = file(ODOP, PAINTING, MAKHANA)
        run("import_odop", path, "--apply")
        before = list(OdopEntry.objects.order_by("id").values())
        assert "0 added, 0 changed, 2 unchanged, 0 refused" in run("import_odop", path, "--apply")
        assert list(OdopEntry.objects.order_by("id").values()) == before

    def test_changes_what_differs_and_keeps_the_rest(self, file: Any) -> None:
        entry = make_odop_entry(sector="handloom")
        other = make_odop_entry(product_name="Sujini")
        out = run("import_odop", file(ODOP, PAINTING), "--apply")
        assert "row 2: changed: Madhubani Paintings of Madhubani: local_names “” → “Mithila Painting”" in out
        assert "sector “handloom” → “handicraft”" in out
        was = entry.updated_at
        entry.refresh_from_db()
        assert (entry.sector, entry.local_names) == ("handicraft", ["Mithila Painting"])
        assert "mithila painting" in entry.search_text
        assert entry.updated_at > was
        other.refresh_from_db()
        assert other.is_active

    def test_retires_a_row_by_its_column(self, file: Any) -> None:
        entry = make_odop_entry()
        run("import_odop", file(f"{ODOP},is_active", f"{PAINTING},no"), "--apply")
        entry.refresh_from_db()
        assert not entry.is_active

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (
                "9999,,Jaggery,,food_processing,dpiit_odop,List,2026-05-01",
                "district_lgd_code 9999 is not in the register",
            ),
            ("x,,Jaggery,,food_processing,dpiit_odop,List,2026-05-01", "district_lgd_code 'x' is not a code"),
            ("206,Patna,Jaggery,,food_processing,dpiit_odop,List,2026-05-01", "district 206 is Madhubani, not Patna"),
            ("206,,,,food_processing,dpiit_odop,List,2026-05-01", "product_name is empty"),
            (f"206,,{'x' * 121},,food_processing,dpiit_odop,List,2026-05-01", "product_name is longer than 120"),
            ("206,,Jaggery,,sweets,dpiit_odop,List,2026-05-01", "sector 'sweets' is not one of agriculture"),
            ("206,,Jaggery,,handicraft,mine,List,2026-05-01", "scheme 'mine' is not one of dpiit_odop"),
            ("206,,Jaggery,,handicraft,pmfme,,2026-05-01", "source is empty"),
            ("206,,Jaggery,,handicraft,pmfme,List,01/05/2026", "source_date '01/05/2026' is not a date"),
            ("206,,Jaggery,,handicraft,pmfme,List,2026-02-30", "source_date '2026-02-30' is not a date"),
            ("206,,Jaggery,Gur;gur,handicraft,pmfme,List,2026-05-01", "local_names names something twice"),
            ("206,,=1+1,,handicraft,pmfme,List,2026-05-01", "begins like a spreadsheet formula"),
            ("206,,madhubani paintings,,handicraft,dpiit_odop,List,2026-05-01", "stands in row 2 already"),
        ],
    )
    def test_refuses_a_bad_row_and_with_it_the_file(self, file: Any, row: str, reason: str) -> None:
        make_district()
        out = StringIO()
        with pytest.raises(CommandError, match=r"1 rows were refused\. Nothing was changed\."):
            call_command("import_odop", str(file(ODOP, PAINTING, row)), "--apply", stdout=out)
        assert f"row 3: refused: {reason}" in out.getvalue() or reason in out.getvalue().splitlines()[0]
        assert not OdopEntry.objects.exists()

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"district_lgd_code\n206\n", "missing columns: product_name"),
            (f"{ODOP},colour\n".encode(), "unknown columns: colour"),
            (ODOP.encode() + b"\n206,M\xfcnchen,", "not UTF-8"),
        ],
    )
    def test_refuses_a_file_that_is_none(self, tmp_path: Path, content: bytes, reason: str) -> None:
        path = tmp_path / "file.csv"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=reason):
            run("import_odop", path, "--apply")

    def test_writes_every_outcome_to_a_report_file(self, file: Any, tmp_path: Path) -> None:
        make_odop_entry(local_names=["Mithila Painting"], source="DPIIT list")
        run("import_odop", file(ODOP, PAINTING, MAKHANA), "--report", str(tmp_path / "report.csv"))
        with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as report:
            assert list(csv.reader(report)) == [
                ["row", "verdict", "note"],
                ["2", "unchanged", "Madhubani Paintings of Madhubani"],
                ["3", "added", "Makhana of Madhubani"],
            ]

    def test_takes_a_hundred_thousand_rows(self) -> None:
        make_district()
        lines = (f"206,,Product {n},,handicraft,state,List,2026-05-01" for n in range(100_000))
        sheet = parse_sheet("big.csv", "\n".join([ODOP, *lines]).encode())
        began = time.monotonic()
        report = import_rows(importer=OdopImporter(), sheet=sheet, apply=False, now=clock.now())
        assert len(report.outcomes) == 100_000
        assert len(list(report.lines())) == 53
        assert time.monotonic() - began < 60

    def test_uses_a_fixed_number_of_queries(self, django_assert_num_queries: Any) -> None:
        make_district()

        def load(count: int) -> ImportReport:
            lines = (f"206,,Product {n},,handicraft,state,List,2026-05-01" for n in range(count))
            sheet = parse_sheet("some.csv", "\n".join([ODOP, *lines]).encode())
            return import_rows(importer=OdopImporter(), sheet=sheet, apply=True, now=clock.now())

        # savepoint, lock, districts, entries, insert, release
        with django_assert_num_queries(6):
            assert len(load(2).outcomes) == 2
        with django_assert_num_queries(6):
            assert len(load(300).outcomes) == 300


class TestImportPlaces:
    def test_tells_the_kinds_of_file_apart(self, file: Any) -> None:
        run("import_places", file("lgd_code,gst_code,name,kind,aliases", "37,38,Ladakh,U,"), "--apply")
        run(
            "import_places",
            file(
                "lgd_code,state_lgd_code,name,aliases,predecessor_lgd_codes,formed_on,source_date",
                "901,37,Zanskar,,6,2026-01-01,2026-05-01",
                "6,37,Kargil,Purig,,,2026-05-01",
            ),
            "--apply",
        )
        path = file("pin,state_lgd_code,district_lgd_codes,successor_lgd_codes", "194103,37,6,901", "900056,,,")
        run("import_places", path, "--apply")
        zanskar = District.objects.get(lgd_code=901)
        assert [old.name for old in zanskar.predecessors.all()] == ["Kargil"]
        assert set(PinDistrict.objects.values_list("pin__pin", "district__name", "basis")) == {
            ("194103", "Kargil", "directory"),
            ("194103", "Zanskar", "successor"),
        }
        assert PinCode.objects.get(pin="900056").state is None
        assert "0 changed, 2 unchanged" in run("import_places", path)

    def test_replaces_the_districts_of_a_pin(self, file: Any) -> None:
        make_pin("847211", make_district("Madhubani"))
        make_district("Darbhanga")
        header = "pin,state_lgd_code,district_lgd_codes,successor_lgd_codes"
        out = run("import_places", file(header, "847211,10,195,206"), "--apply")
        assert "districts +1 −1; successors +1 −0" in out
        assert set(PinDistrict.objects.values_list("district__name", "basis")) == {
            ("Darbhanga", "directory"),
            ("Madhubani", "successor"),
        }

    @pytest.mark.parametrize(
        ("header", "row", "reason"),
        [
            ("lgd_code,gst_code,name,kind", "99,9,Atlantis,S", "gst_code '9' does not have two digits"),
            ("lgd_code,gst_code,name,kind", "99,10,Atlantis,S", "gst_code 10 belongs to 10 already"),
            ("lgd_code,gst_code,name,kind", "99,99,Bihar,S", "name Bihar belongs to 10 already"),
            ("lgd_code,gst_code,name,kind", "99,99,Atlantis,X", "kind 'X' is not one of S, U"),
            ("lgd_code,state_lgd_code,name,source_date", "0,10,Nowhere,2026-05-01", "lgd_code '0' is not a code"),
            ("lgd_code,state_lgd_code,name,source_date", "901,99,Nowhere,2026-05-01", "state_lgd_code 99 is not in"),
            ("lgd_code,state_lgd_code,name,source_date", "901,10,Madhubani,2026-05-01", "belongs to 206 already"),
            (
                "lgd_code,state_lgd_code,name,source_date,predecessor_lgd_codes",
                "901,10,Nowhere,2026-05-01,901",
                "cannot be its own predecessor",
            ),
            (
                "lgd_code,state_lgd_code,name,source_date,predecessor_lgd_codes",
                "901,10,Nowhere,2026-05-01,902",
                "predecessor_lgd_codes 902 is not in the register",
            ),
            ("pin,state_lgd_code,district_lgd_codes", "047211,10,206", "is not six digits"),
            ("pin,state_lgd_code,district_lgd_codes", "84721a,10,206", "is not six digits"),
            ("pin,state_lgd_code,district_lgd_codes", "847211,10,206;206", "names a code twice"),
            ("pin,state_lgd_code,district_lgd_codes", "847211,10,207", "district_lgd_codes 207 is not in"),
        ],
    )
    def test_refuses_a_bad_row(self, file: Any, header: str, row: str, reason: str) -> None:
        make_district("Madhubani")
        out = StringIO()
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("import_places", str(file(header, row)), "--apply", stdout=out)
        assert reason in out.getvalue()
        assert (State.objects.count(), District.objects.count(), PinCode.objects.count()) == (1, 1, 0)

    def test_refuses_the_columns_of_no_place(self, file: Any) -> None:
        with pytest.raises(CommandError, match="columns of no kind of place"):
            run("import_places", file(ODOP, PAINTING))


class TestImportGi:
    def test_writes_areas(self, file: Any) -> None:
        make_district("Madhubani")
        make_state("Meghalaya")
        path = file(
            GI,
            "0031,31,Madhubani Paintings,handicraft,10,206,,GI Registry,2025-10-01",
            "0231,231,Khasi Mandarin,agricultural,17,,,GI Registry,2025-10-01",
            "0148,148,Scotch Whisky,manufactured,,,United Kingdom,GI Registry,2025-10-01",
        )
        assert "3 added" in run("import_gi", path, "--apply")
        painting, whisky = GiEntry.objects.get(code="0031"), GiEntry.objects.get(code="0148")
        assert [d.name for d in painting.districts.all()] == ["Madhubani"]
        assert (whisky.is_foreign, whisky.states.count()) == (True, 0)
        assert "3 unchanged" in run("import_gi", path, "--apply")

    def test_widens_an_area(self, file: Any) -> None:
        gi = make_gi_entry(code="0031", serial_no=31, districts=[make_district("Madhubani")])
        make_district("Darbhanga")
        out = run(
            "import_gi",
            file(GI, "0031,31,Madhubani Paintings,handicraft,10,206;195,,GI Registry,2026-05-01"),
            "--apply",
        )
        assert "row 2: changed: GI 0031 Madhubani Paintings: districts +1 −0" in out
        assert gi.districts.count() == 2

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("00-1,1,Tea,agricultural,10,,,List,2025-10-01", "entry_code '00-1' is not"),
            ("0001,1,Tea,agricultural,,,,List,2025-10-01", "give either Indian states or a foreign country"),
            ("0001,1,Tea,agricultural,10,,France,List,2025-10-01", "give either Indian states or a foreign country"),
            ("0001,1,Tea,agricultural,10,275,,List,2025-10-01", "district 275 lies in state 17"),
            ("0001,1,Tea,agricultural,10,999,,List,2025-10-01", "district_lgd_codes 999 is not in the register"),
            ("0001,1,Tea,drink,10,,,List,2025-10-01", "goods_type 'drink' is not one of"),
        ],
    )
    def test_refuses_a_bad_row(self, file: Any, row: str, reason: str) -> None:
        make_district("Madhubani")
        make_district("West Jaintia Hills")
        out = StringIO()
        with pytest.raises(CommandError, match="1 rows were refused"):
            call_command("import_gi", str(file(GI, row)), "--apply", stdout=out)
        assert reason in out.getvalue()
        assert not GiEntry.objects.exists()
