"""The routes, one module for each noun: validate, call the desk, answer."""
