"""A receipt as a PDF page as wide as the paper, or as an image for the screen: the same layout for both."""
