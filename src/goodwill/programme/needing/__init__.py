"""What a party needs and how well we meet it; what is made and agreed for it alone, and what that costs."""
