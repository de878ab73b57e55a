"""Audio and video of a call, in a child process of its own; `engine` is the face, nothing else is for others."""
