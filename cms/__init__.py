"""What staff edit: content types, registers and the desk. Hands over through `cms.publish` alone."""
