"""One finding a file: a title that says it, its picture, the same as a table, and what it rests on."""
