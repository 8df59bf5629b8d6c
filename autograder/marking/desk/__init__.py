"""What the pages of the desk show and what they order: texts, pairs to settle, training."""
