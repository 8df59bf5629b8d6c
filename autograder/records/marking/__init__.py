"""Records of the marking of texts: rubrics, marks, training, and requests for another look."""
