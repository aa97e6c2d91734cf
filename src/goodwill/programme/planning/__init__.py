"""Plans of a relationship: the year and the long run as a pair, written, submitted, agreed, and held against what came.

`shelf` names the headings and tables of a plan, `measures` what objectives are measured by, `evidence` what these read.
`starting`, `writing`, `deciding` and `reviewing` are what people do; `results`, `resources`, `lacking`, `situation`,
`listing` and `roll_up` what pages show; `printing` the sheet.
"""
