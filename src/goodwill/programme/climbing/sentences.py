"""How the history tells of answers and recommendations."""

LINES = {
    "recorded answer": "Wrote down what it thinks of us",
    "took back answer": "Took an answer back",
    "recorded referral": "Wrote down that it recommended us",
    "took back referral": "Took a recommendation back",
}
