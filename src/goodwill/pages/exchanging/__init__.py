"""Type of exchange: how the company, a market or a relationship is dealt with, asked as a short questionnaire."""
