"""How the history tells of needs and entitlements."""

LINES = {
    "added need": "Wrote down a need: {name}",
    "judged need": "Judged how well a need is met: {name}",
    "took back judgement": "Took back a judgement: {name}",
    "dropped need": "No need any more: {name}",
    "entitled": "Made for it: {name}",
    "dropped entitlement": "Took away an entitlement: {name}",
}
SHOWN = ("added need", "judged need", "dropped need", "entitled", "dropped entitlement")
