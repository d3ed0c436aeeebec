"""What keeps a run sound: whole files, fingerprints, what is handed on, what was made, the lock."""
