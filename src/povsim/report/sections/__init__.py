"""The sections of the report, one file a question, in the order of the page."""
