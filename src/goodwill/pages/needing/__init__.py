"""What a party needs and what is made for it: a tab each, the catalogue of capabilities, all entitlements."""
