"""How we deal with a relationship, in a market or as a company: asked, answered, and held against a target."""
