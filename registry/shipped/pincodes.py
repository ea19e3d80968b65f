"""Compiling the PIN code file: India Post's directory (package ``indian-pincode``) under LGD codes.

The directory spells districts its own way, knows no district younger than 2022, and puts some PIN codes into
impossible states; `registry/data/SOURCES.md` says what is done about each.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import indian_pincode

from registry.loading.cells import list_parts
from registry.search.text import squeeze

# Which states' LGD codes a PIN code's first two digits serve (India Post's regions and circles).
_STATES_BY_REGION: tuple[tuple[range, tuple[int, ...]], ...] = (
    (range(11, 12), (7,)),
    (range(12, 14), (6,)),
    (range(14, 16), (3,)),
    (range(16, 17), (3, 4, 6)),
    (range(17, 18), (2,)),
    (range(18, 20), (1, 37)),
    (range(20, 29), (5, 9)),
    (range(30, 35), (8,)),
    (range(36, 40), (24, 38)),
    (range(40, 45), (27, 30)),
    (range(45, 49), (23,)),
    (range(49, 50), (22,)),
    (range(50, 51), (36,)),
    (range(51, 54), (28, 34)),
    (range(56, 60), (29,)),
    (range(60, 65), (33, 34)),
    (range(67, 70), (31, 32, 34)),
    (range(70, 75), (11, 19, 35)),
    (range(75, 78), (21,)),
    (range(78, 79), (18,)),
    (range(79, 80), (12, 13, 14, 15, 16, 17)),
    (range(80, 86), (10, 20)),
)
# Border villages served from across the state line: PIN code, LGD code of the district.
TRUE_BORDER_PAIRS = frozenset({("802131", 126), ("781029", 276), ("781131", 276), ("782410", 276)})
# Agartala's head office, which the directory puts into Nirmal, Telangana.
CORRECTIONS = {"799001": [272]}


@dataclass
class Places:
    """Districts by their names within a state, states by name, and which district was carved from which."""

    states: dict[str, int]
    districts: dict[tuple[int, str], int]
    state_of: dict[int, int]
    predecessors: dict[int, list[int]]


@dataclass
class Compiled:
    """The rows of the file, and what was left out."""

    rows: list[tuple[str, int | None, list[int], list[int]]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    @property
    def without_district(self) -> int:
        """PIN codes for which no district is known."""
        return sum(1 for _, _, districts, _ in self.rows if not districts)

    def as_csv(self) -> str:
        """The file's text."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["pin", "state_lgd_code", "district_lgd_codes", "successor_lgd_codes"])
        for pin, state, districts, later in self.rows:
            writer.writerow([pin, state or "", ";".join(map(str, districts)), ";".join(map(str, later))])
        return out.getvalue()


def compile_pincodes(data: Path) -> Compiled:
    """Compile the file from the package and ``states.csv`` and ``districts.csv`` in ``data``."""
    places, compiled = read_places(data), Compiled()
    districts: dict[str, list[int]] = defaultdict(list)
    for state_name in indian_pincode.list_states():
        state = places.states[squeeze(state_name)]
        for name in indian_pincode.list_districts(state_name):
            district = places.districts.get((state, squeeze(name)))
            if district is None:
                compiled.unmatched.append(f"{name}, {state_name}")
                continue
            for pin in indian_pincode.get_pincodes(state=state_name, district=name):
                if state in served_states(pin) or (pin, district) in TRUE_BORDER_PAIRS:
                    districts[pin].append(district)
                else:
                    compiled.dropped.append(f"{pin} in {name}, {state_name}")
    districts.update(CORRECTIONS)
    compiled.rows = _rows(places, districts)
    return compiled


def served_states(pin: str) -> tuple[int, ...]:
    """LGD codes of the states that the PIN code's first two digits serve; none for the army's."""
    region = int(pin[:2])
    return next((states for regions, states in _STATES_BY_REGION if region in regions), ())


def read_places(data: Path) -> Places:
    """Names and codes from the shipped files."""
    places = Places({}, {}, {}, {})
    for row in _records(data / "states.csv"):
        for name in [row["name"], *list_parts(row["aliases"])]:
            places.states[squeeze(name)] = int(row["lgd_code"])
    for row in _records(data / "districts.csv"):
        code, state = int(row["lgd_code"]), int(row["state_lgd_code"])
        places.state_of[code] = state
        places.predecessors[code] = [int(part) for part in list_parts(row["predecessor_lgd_codes"])]
        for name in [row["name"], *list_parts(row["aliases"])]:
            places.districts[state, squeeze(name)] = code
    return places


def _rows(places: Places, districts: dict[str, list[int]]) -> list[tuple[str, int | None, list[int], list[int]]]:
    named = {code for codes in districts.values() for code in codes}
    young = {code: set(old) for code, old in places.predecessors.items() if code not in named}
    rows = []
    for pin in sorted(indian_pincode.get_pincodes()):
        codes = sorted(districts.get(pin, []))
        later = sorted(code for code, old in young.items() if old & set(codes))
        rows.append((pin, _state(places, pin, codes), codes, later))
    return rows


def _state(places: Places, pin: str, districts: list[int]) -> int | None:
    name = indian_pincode.get_state(pin)
    said = places.states[squeeze(name)] if name else None
    possible = {places.state_of[code] for code in districts} or set(served_states(pin))
    if said in possible:
        return said
    return min(possible) if districts else None


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
