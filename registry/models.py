"""Re-exports of this room's models (Django looks for them here)."""

from registry.gi.models import GiEntry
from registry.loading.models import RegisterLoad
from registry.odop.models import OdopEntry
from registry.places.models import District, PinCode, PinDistrict, State

__all__ = ["District", "GiEntry", "OdopEntry", "PinCode", "PinDistrict", "RegisterLoad", "State"]
