"""Results as files: CSV with a codebook, XLSX and PDF; the numbers are those of the pages."""
