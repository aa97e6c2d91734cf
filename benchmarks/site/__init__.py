"""The workspace measured with 100,000 parties and 1,000,000 orders."""
