"""What the public door and the staff pages share of the web: files and their addresses."""
