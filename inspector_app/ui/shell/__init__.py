"""What stands around every page: navigation, header, status strip, what lies over them."""
