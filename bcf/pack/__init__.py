"""Official files out and in: pure functions of an edition and a content, without the database."""
