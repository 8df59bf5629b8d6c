"""The graded cells of an assignment in a course: their points, their rubrics, and who gave the points."""
