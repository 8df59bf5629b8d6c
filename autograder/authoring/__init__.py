"""What somebody who writes an assignment imports: its declaration, comparison, questions, pictures, misconceptions."""
