"""Prompts for second readers, and what they answer."""
