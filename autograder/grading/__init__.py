"""One submission, a batch, a cluster; results kept by content; how far a class is."""
