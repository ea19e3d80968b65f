"""Reading register files into the tables: CSV in, a report of added, changed, unchanged and refused rows out."""
