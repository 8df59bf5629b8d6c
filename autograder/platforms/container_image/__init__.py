"""An image that holds the kit and its environment: the folder that it is built from, and the building."""
