"""From a text or a file to a proposed draft, by plain rules; a person confirms everything."""
