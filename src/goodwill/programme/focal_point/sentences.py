"""How the history tells of the customer team."""

LINES = {
    "team joined": "{name} joined the customer team: {title}",
    "team left": "{name} left the customer team: {title}",
}
SHOWN = ("team joined", "team left")
