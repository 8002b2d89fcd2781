"""The scenes, one module each: what is drawn at which step."""
