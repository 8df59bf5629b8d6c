"""Files in and marks out, for whatever platform: the commands `collect` and `export` without the terminal."""
