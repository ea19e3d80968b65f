"""Story cards: who made a thing, where and how; as a page, a picture and a printed card with a code to scan."""
