"""The ODOP register: which product was chosen for which district, by which scheme."""
