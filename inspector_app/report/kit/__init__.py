"""What every page of the report is made with: its look and its words."""
