"""The shipped register files keep every rule that SOURCES.md names. Reads the files, not the database."""

import csv
import re
from collections import Counter
from datetime import date

import pytest

from registry.gi.models import GiStatus, GoodsType, RegistrationKind
from registry.loading.cells import list_parts
from registry.loading.sheets import FORMULA
from registry.odop.models import Scheme, Sector
from registry.search.text import squeeze
from registry.shipped.pincodes import compile_pincodes, served_states
from registry.shipped.services import DATA

# Faults of the public copies, corrected here for good.
FAULTS = re.compile(
    "Oleo Raisin|Madhubhani|Champangne|RajKot|ShawL|Sarres|Wayanaad|Glutonious|Jholokia|Betonitte|jewllery|imitiation"
    "|Pan Meethi|Stale stone|Himalyan|Chilies|Pomello|Fastners|MAUGANJ"
)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def states() -> dict[str, dict[str, str]]:
    return {row["lgd_code"]: row for row in read("states.csv")}


@pytest.fixture(scope="module")
def districts() -> dict[str, dict[str, str]]:
    return {row["lgd_code"]: row for row in read("districts.csv")}


class TestEveryFile:
    @pytest.mark.parametrize("name", ["states.csv", "districts.csv", "pincodes.csv", "odop.csv", "gi.csv"])
    def test_is_tidy(self, name: str) -> None:
        content = (DATA / name).read_bytes()
        text = content.decode("utf-8")
        assert b"\r" not in content
        assert "  " not in text
        for row in read(name):
            for cell in row.values():
                assert cell == cell.strip()
                assert not FORMULA.match(cell)
                assert [part.strip() for part in cell.split(";") if part] == cell.split(";") or not cell
        assert not FAULTS.search(text)

    def test_is_accounted_for(self) -> None:
        told = (DATA / "SOURCES.md").read_text(encoding="utf-8")
        for path in DATA.glob("*.csv"):
            header = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
            section = told.split(f"## {path.name}")[1].split("\n## ")[0]
            assert [column for column in header if column not in section] == []


class TestStates:
    def test_counts_36_with_unique_codes(self, states: dict[str, dict[str, str]]) -> None:
        assert len(read("states.csv")) == len(states) == 36
        assert Counter(row["kind"] for row in states.values()) == {"S": 28, "U": 8}
        assert len({row["gst_code"] for row in states.values()}) == 36
        assert len({row["name"] for row in states.values()}) == 36

    def test_gst_codes_differ_from_lgd_codes_only_where_known(self, states: dict[str, dict[str, str]]) -> None:
        different = {
            row["name"]: row["gst_code"] for row in states.values() if int(row["gst_code"]) != int(row["lgd_code"])
        }
        assert different == {
            "Andhra Pradesh": "37",
            "Ladakh": "38",
            "Dadra and Nagar Haveli and Daman and Diu": "26",
        }


class TestDistricts:
    def test_counts_787_in_known_states(
        self, districts: dict[str, dict[str, str]], states: dict[str, dict[str, str]]
    ) -> None:
        assert len(read("districts.csv")) == len(districts) == 787
        assert {row["state_lgd_code"] for row in districts.values()} == set(states)

    def test_names_and_aliases_mean_one_district_of_a_state(self, districts: dict[str, dict[str, str]]) -> None:
        meanings: dict[tuple[str, str], set[str]] = {}
        for code, row in districts.items():
            for name in [row["name"], *list_parts(row["aliases"])]:
                meanings.setdefault((row["state_lgd_code"], squeeze(name)), set()).add(code)
        assert {key: codes for key, codes in meanings.items() if len(codes) > 1} == {}

    def test_names_are_in_proper_case(self, districts: dict[str, dict[str, str]]) -> None:
        odd = [
            word
            for row in districts.values()
            for word in re.split(r"[ .-]+", row["name"])
            if word and not re.fullmatch(r"[A-Z][a-z]+|[A-Z]|NTR|and|24", word)
        ]
        assert odd == []

    def test_predecessors_are_other_districts_of_the_state(self, districts: dict[str, dict[str, str]]) -> None:
        for code, row in districts.items():
            for old in list_parts(row["predecessor_lgd_codes"]):
                assert old != code
                assert districts[old]["state_lgd_code"] == row["state_lgd_code"], row["name"]

    def test_dates_are_dates(self, districts: dict[str, dict[str, str]]) -> None:
        assert Counter(row["source_date"] for row in districts.values()) == {"2026-05-01": 781, "2022-12-01": 6}
        formed = [date.fromisoformat(row["formed_on"]) for row in districts.values() if row["formed_on"]]
        assert len(formed) >= 60
        assert min(formed) >= date(2014, 1, 1)


class TestPinCodes:
    def test_is_what_the_directory_compiles_to(self) -> None:
        compiled = compile_pincodes(DATA)
        assert compiled.as_csv() == (DATA / "pincodes.csv").read_text(encoding="utf-8")
        assert compiled.unmatched == []
        assert len(compiled.dropped) == 31

    def test_at_most_one_percent_lack_a_district(self) -> None:
        rows = read("pincodes.csv")
        assert len(rows) == 19_586
        assert len({row["pin"] for row in rows}) == len(rows)
        assert sum(1 for row in rows if not row["district_lgd_codes"]) == 106

    def test_lie_in_their_states(self, districts: dict[str, dict[str, str]]) -> None:
        reached = set()
        for row in read("pincodes.csv"):
            named, later = list_parts(row["district_lgd_codes"]), list_parts(row["successor_lgd_codes"])
            reached.update(named, later)
            places = {districts[code]["state_lgd_code"] for code in named}
            assert not places or row["state_lgd_code"] in places, row
            for code in later:
                assert set(list_parts(districts[code]["predecessor_lgd_codes"])) & set(named), row
        assert reached == set(districts)

    def test_knows_the_regions(self) -> None:
        assert served_states("847211") == (10, 20)
        assert served_states("900056") == ()

    @pytest.mark.parametrize(
        ("pin", "code"),
        [
            ("847211", "206"),
            ("793150", "275"),
            ("302001", "102"),
            ("562160", "631"),
            ("194101", "9"),
            ("560001", "525"),
        ],
    )
    def test_finds_the_demo_places(self, pin: str, code: str) -> None:
        row = next(row for row in read("pincodes.csv") if row["pin"] == pin)
        assert list_parts(row["district_lgd_codes"]) == [code]


class TestOdop:
    def test_counts_entries_and_districts(self) -> None:
        rows = read("odop.csv")
        assert len(rows) == 857 >= 787
        assert len({row["district_lgd_code"] for row in rows}) == 773 >= 760

    def test_spells_districts_as_the_register_does(self, districts: dict[str, dict[str, str]]) -> None:
        for row in read("odop.csv"):
            assert row["district_name"] == districts[row["district_lgd_code"]]["name"]

    def test_names_a_product_once_in_a_district_and_scheme(self) -> None:
        keys = Counter((r["district_lgd_code"], r["scheme"], squeeze(r["product_name"])) for r in read("odop.csv"))
        assert [key for key, count in keys.items() if count > 1] == []

    def test_is_classified_and_sourced(self) -> None:
        rows = read("odop.csv")
        assert {row["sector"] for row in rows} == set(Sector.values)
        assert {row["scheme"] for row in rows} <= set(Scheme.values)
        assert all(row["source"] and date.fromisoformat(row["source_date"]) for row in rows)
        assert all(re.match(r"[A-Z]", row["product_name"]) for row in rows)
        assert max(Counter(row["sector"] for row in rows).values()) < len(rows) / 2

    def test_local_names_add_something(self) -> None:
        for row in read("odop.csv"):
            names = [squeeze(name) for name in list_parts(row["local_names"])]
            assert squeeze(row["product_name"]) not in names, row["product_name"]
            assert len(set(names)) == len(names)

    @pytest.mark.parametrize(
        ("code", "product", "sector"),
        [
            ("206", "Madhubani Paintings", "handicraft"),
            ("275", "Lakadong Turmeric", "agriculture"),
            ("102", "Gems and Jewellery", "handicraft"),
            ("631", "Channapatna Toys", "handicraft"),
            ("555", "Oleoresins", "food_processing"),
            ("618", "Eri Silk Home Furnishings", "handloom"),
        ],
    )
    def test_holds(self, code: str, product: str, sector: str) -> None:
        assert (code, product, sector) in {
            (row["district_lgd_code"], row["product_name"], row["sector"]) for row in read("odop.csv")
        }


class TestGi:
    def test_counts_indian_and_foreign_entries(self) -> None:
        rows = read("gi.csv")
        assert len(rows) == len({row["entry_code"] for row in rows}) == 696
        assert sum(1 for row in rows if row["foreign_country"]) == 39
        assert sum(1 for row in rows if not row["foreign_country"]) == 657 >= 650

    def test_serials_are_complete_but_for_the_known_faults(self) -> None:
        serials = Counter(int(row["serial_no"]) for row in read("gi.csv"))
        assert [number for number, count in serials.items() if count > 1] == [29]
        assert sorted(set(range(1, 698)) - set(serials)) == [5, 139]
        for row in read("gi.csv"):
            assert row["entry_code"].rstrip("AB") == f"{int(row['serial_no']):04d}"

    def test_area_is_consistent(self, districts: dict[str, dict[str, str]], states: dict[str, dict[str, str]]) -> None:
        for row in read("gi.csv"):
            in_states = list_parts(row["state_lgd_codes"])
            assert bool(in_states) != bool(row["foreign_country"]), row["name"]
            assert set(in_states) <= set(states)
            for code in list_parts(row["district_lgd_codes"]):
                assert districts[code]["state_lgd_code"] in in_states, row["name"]

    def test_a_district_in_the_name_is_a_district_of_the_area(self, districts: dict[str, dict[str, str]]) -> None:
        elsewhere = {"Assam", "Central", "East", "North", "South", "West", "Tawang"}
        for row in read("gi.csv"):
            area = {districts[code]["name"] for code in list_parts(row["district_lgd_codes"])}
            named = {
                place["name"]
                for place in districts.values()
                if place["state_lgd_code"] in list_parts(row["state_lgd_codes"])
                and place["name"] not in elsewhere
                and re.search(rf"\b{re.escape(place['name'])}\b", row["name"])
            }
            assert not area or named <= area, (row["name"], named, area)

    def test_at_least_250_are_located(self) -> None:
        assert sum(1 for row in read("gi.csv") if row["district_lgd_codes"]) == 474 >= 250

    def test_a_name_stands_twice_only_as_a_logo(self) -> None:
        keys = Counter((squeeze(r["name"]), r["state_lgd_codes"], r["registration_kind"]) for r in read("gi.csv"))
        assert [key for key, count in keys.items() if count > 1] == []
        words = {
            (squeeze(r["name"]), r["state_lgd_codes"], r["district_lgd_codes"])
            for r in read("gi.csv")
            if r["registration_kind"] == "word"
        }
        logos = [row for row in read("gi.csv") if row["registration_kind"] == "logo"]
        assert len(logos) == 28
        assert all((squeeze(r["name"]), r["state_lgd_codes"], r["district_lgd_codes"]) in words for r in logos)

    def test_is_classified_and_sourced(self) -> None:
        rows = read("gi.csv")
        assert {row["goods_type"] for row in rows} == set(GoodsType.values)
        assert {row["registration_kind"] for row in rows} == set(RegistrationKind.values)
        assert {row["status"] for row in rows} == {GiStatus.REGISTERED.value}
        assert all(row["source"] and date.fromisoformat(row["source_date"]) for row in rows)

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("Madhubani Paintings", "206"),
            ("Lakadong Turmeric", "275"),
            ("Blue Pottery of Jaipur", "102"),
            ("Channapatna Toys & Dolls", "631"),
            ("Kancheepuram Silk", "574"),
        ],
    )
    def test_locates(self, name: str, code: str) -> None:
        row = next(row for row in read("gi.csv") if row["name"] == name)
        assert code in list_parts(row["district_lgd_codes"])
