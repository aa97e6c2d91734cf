"""The tables of the workspace, one file each. They know only terms; what people do with them is in `programme`."""
