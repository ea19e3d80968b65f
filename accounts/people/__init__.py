"""Who a person is: the account itself."""
