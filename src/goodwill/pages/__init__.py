"""The pages of the workspace: each shows and asks, and decides nothing."""
