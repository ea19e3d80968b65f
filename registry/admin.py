"""Officers' screens of this room (Django looks for them here)."""

from registry.gi import admin as gi
from registry.odop import admin as odop
from registry.places import admin as places
from registry.shipped import admin as shipped

__all__ = ["gi", "odop", "places", "shipped"]
