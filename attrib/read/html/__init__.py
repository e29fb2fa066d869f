"""Stories in HTML: what a page shows, which of it is the story, and where each character of it stands in the file."""
