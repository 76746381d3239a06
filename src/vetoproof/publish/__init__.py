"""A run -> what people read: one self-contained page, findings a line each, the manifest."""
