"""What stands on which day: for the calendar page, and for the programs that read a person's feed."""
