"""What is handed in: the application, its sealed and signed form, its number and its papers."""
