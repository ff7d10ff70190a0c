"""The trade itself: what an appraisal, a photo, a finding, an auction is and may become; pure, frozen, without I/O."""
