"""The portfolio's pages: each shows one analysed day, the current one unless another is chosen."""
