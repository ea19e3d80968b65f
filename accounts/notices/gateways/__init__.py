"""Ways out of the house: the mail server and the SMS operator."""
