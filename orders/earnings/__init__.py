"""What is taken from a sale before the seller gets the rest: commission, its GST, TCS and TDS."""
