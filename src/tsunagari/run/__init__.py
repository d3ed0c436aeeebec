"""What keeps a run sound: whole files, fingerprints, notes of what was made, the lock."""
