"""communique turns diplomatic news into checked, structured records."""
