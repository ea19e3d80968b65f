"""Re-exports of this room's models (Django looks for them here)."""

from registry.gi.models import GiEntry
from registry.odop.models import OdopEntry
from registry.places.models import District, PinCode, PinDistrict, State
from registry.shipped.models import RegisterLoad

__all__ = ["District", "GiEntry", "OdopEntry", "PinCode", "PinDistrict", "RegisterLoad", "State"]
