"""Public photos: checked on arrival, re-encoded without metadata, kept private in the original."""
