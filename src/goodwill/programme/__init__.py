"""What people and workers do, each an action of its own: with `by=`, in one transaction, written into the history."""
