"""Forms as XLSForm workbooks, so that they travel between tools (https://xlsform.org).

What XLSForm has no word for stands in columns of our own, `talkoot_…`, which other tools skip.
"""
