"""The shipped files load, fast, once."""

import shutil
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from common import clock
from registry.loading.errors import RegisterFileUnfit
from registry.models import District, GiEntry, OdopEntry, PinCode, PinDistrict, RegisterLoad, State
from registry.selectors import district_by_id, districts_of_pin, find_district, gi_area_holds
from registry.shipped.services import DATA, load_registers

pytestmark = pytest.mark.django_db


class TestLoadRegisters:
    def test_loads_everything_in_seconds_and_then_nothing(self) -> None:
        began = time.monotonic()
        call_command("load_registers", stdout=StringIO())
        assert time.monotonic() - began < 30  # about 3 s on an idle machine
        assert (State.objects.count(), District.objects.count(), PinCode.objects.count()) == (36, 787, 19_586)
        assert (OdopEntry.objects.count(), GiEntry.objects.filter(is_foreign=False).count()) == (857, 657)
        assert PinDistrict.objects.filter(basis="directory").count() == 20_794
        assert not District.objects.filter(pin_districts=None).exists()

        out = StringIO()
        call_command("load_registers", stdout=out)
        assert out.getvalue().count("unchanged, skipped") == 5
        out = StringIO()
        call_command("load_registers", "--force", stdout=out)
        assert "pincodes.csv: 19586 unchanged" in out.getvalue()

        ramanagara = find_district("Ramanagara")
        assert ramanagara is not None
        assert ramanagara.name == "Bengaluru South"
        assert list(districts_of_pin("562160")) == [ramanagara]
        assert gi_area_holds(GiEntry.objects.get(code="0022"), district_by_id(ramanagara.pk)).holds

    def test_loads_only_what_changed(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        shutil.copytree(DATA, folder)
        list(load_registers(now=clock.now(), folder=folder))
        path = folder / "states.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(",Orissa", ",Orissa;Utkal"), encoding="utf-8")
        loaded = {file.file_name: file.report for file in load_registers(now=clock.now(), folder=folder)}
        assert loaded["districts.csv"] is None
        report = loaded["states.csv"]
        assert report is not None
        assert [(o.number, o.note) for o in report.outcomes if o.verdict == "changed"] == [
            (22, "state 21 Odisha: aliases “Orissa” → “Orissa; Utkal”")
        ]

    def test_refuses_a_broken_file_and_keeps_what_was_there(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        shutil.copytree(DATA, folder)
        path = folder / "states.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("10,10,Bihar,S", "10,10,Bihar,X"), encoding="utf-8")
        with pytest.raises(RegisterFileUnfit, match="kind 'X' is not one of S, U"):
            list(load_registers(now=clock.now(), folder=folder))
        assert not State.objects.exists()
        assert not RegisterLoad.objects.exists()
