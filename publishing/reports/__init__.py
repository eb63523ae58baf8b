"""找错: what readers report, from the form to the box that the desk empties. The public side's only write."""
