"""The project, and what every app leans on."""
