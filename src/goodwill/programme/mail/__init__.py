"""Mail: taken apart, put on the right timeline, or kept until somebody says whose it is."""
