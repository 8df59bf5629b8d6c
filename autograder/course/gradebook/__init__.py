"""What a course's gradebook holds of submissions (points, marks of persons, lateness), and the code that writes it."""
