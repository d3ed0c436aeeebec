"""What keeps a run sound: whole files, fingerprints, what is handed on, notes of what was made, the lock."""
