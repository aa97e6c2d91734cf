"""The ladder: on which rung each relationship stands, who climbs and falls, and what a step up may cost."""
