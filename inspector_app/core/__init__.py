"""What an appraisal is and may become; pure, frozen, total."""
