"""One picture a file: results in, an ECharts option out, as plain data that a report, a page and a notebook share.

Colours are tokens (`goodwill.report.look.themed` turns them into those of a theme); nothing in an option is code.
"""
