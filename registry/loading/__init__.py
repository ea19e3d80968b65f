"""Reading a register file into a table: CSV in, a report of added, changed, unchanged and refused rows out."""
