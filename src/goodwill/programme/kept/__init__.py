"""What stays of every analysis as files, so that any past month can be shown as it was known then.

standings/<run>.parquet: one row a customer. standings/<run>.npz: the behaviour in hand. standings/<a>-<b>.parquet: what
moved the value from run a to run b. standings/<run>.json: what came of its forecast. reports/<run>/: the pieces that
pages show.
"""
