"""Values at the desk: recording, revising, listing."""
