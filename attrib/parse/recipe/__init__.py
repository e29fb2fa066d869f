"""The recipe that trains the shipped English pipeline: `python -m attrib.parse.recipe TREEBANKS OUT`."""
