"""Selection rounds: who is looked at as a key account, on what criteria, and what was decided and why."""
