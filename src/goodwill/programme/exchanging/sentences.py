"""How the history tells of how we deal."""

LINES = {
    "asked practice": "Asked how we deal",
    "answered practice": "Answered how we deal",
    "revised practice": "Changed answers how we deal",
    "set target": "Set how we want to deal",
}
