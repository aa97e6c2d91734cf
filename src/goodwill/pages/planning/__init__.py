"""The pages of plans: of one relationship, of a group of companies, and of the whole programme."""
