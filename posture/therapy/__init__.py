"""What a physical therapist's homework needs: what the patient did and said, and what follows. Pure."""
