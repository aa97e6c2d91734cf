"""What `goodwill import` brings in: orders on the way of the browser, parties, people and affiliations whole or not."""
