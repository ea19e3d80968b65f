"""What a seller charges for a parcel: dated policies, and the platform's default."""
