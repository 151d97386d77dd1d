"""The report of a run, to read: a page, a chart, Markdown. All of it is made from the JSON document alone."""
