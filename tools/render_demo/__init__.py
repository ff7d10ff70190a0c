"""The demo car: a parametric car made by code, and the photographs taken of it."""
