"""What a seller may charge for a parcel."""

MAX_FLAT_AMOUNT = 500_000
"""₹5,000 in paise: beyond it a typing error is likelier than a parcel."""
