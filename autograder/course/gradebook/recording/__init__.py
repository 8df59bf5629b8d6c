"""Writing results into a course: its gradebook, the autograded notebooks and the feedback pages."""
