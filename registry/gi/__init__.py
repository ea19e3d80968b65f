"""The GI register: geographical indications registered in India, and where their goods come from."""
