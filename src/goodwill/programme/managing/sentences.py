"""How the history tells of managers and their assignments."""

LINES = {
    "edited profile": "Changed the profile of a manager",
    "added training": "Wrote down training",
    "ended training": "Ended a training",
    "said what it needs": "Said what it needs from a manager",
    "began assignment": "Began an assignment of managers",
    "solved assignment": "Had an assignment worked out",
    "weighed assignment": "Changed the weights of an assignment",
    "overrode assignment": "Decided by hand in an assignment",
    "withdrew override": "Took a decision by hand back",
    "assigned managers": "Put an assignment into effect",
    "hand-over step": "Ticked a step of a hand-over",
    "edited job template": "Changed the template of job descriptions",
    "wrote job": "Wrote a job description",
    "offered job": "Offered a job description",
    "agreed job": "Agreed to a job description",
}
