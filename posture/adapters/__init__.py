"""Everything with I/O, clocks or vendor libraries."""
