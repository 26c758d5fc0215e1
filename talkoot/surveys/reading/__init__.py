"""Reading what people wrote: release, names to remove, codes, groups, quotes."""
