"""The few pages for people that belong to no room: the front page and the catalogue of errors."""
