"""The scenes, one module each: what is drawn at which step, with numbers from the lesson and words from its files."""
