"""Public images and renditions, private documents, typesetting of cards and PDFs."""
