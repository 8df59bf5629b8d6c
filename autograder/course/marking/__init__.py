"""What the marking desk reads and writes in a course: texts in autograded notebooks, marks in the gradebook."""
