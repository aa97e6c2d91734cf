"""Lists leave as files: CSV, Excel and Parquet, of what the user may export, written row by row."""
