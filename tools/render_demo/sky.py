"""The sky: a gradient with haze, a glow around the sun, soft clouds, and a far line of trees and roofs."""

from __future__ import annotations

import cv2
import numpy as np

from tools.render_demo.mesh import Floats
from tools.render_demo.noise import Image, octaves

SUN_AZIMUTH, SUN_HEIGHT = 238.0, 40.0
SUN_COLOUR = (1.0, 0.90, 0.76)
SUN_STRENGTH = 4.8


def sun_direction() -> Floats:
    """Return the unit vector towards the sun (azimuth counted from +x towards +y)."""
    a, h = np.radians(SUN_AZIMUTH), np.radians(SUN_HEIGHT)
    return np.array([np.cos(h) * np.cos(a), np.cos(h) * np.sin(a), np.sin(h)])


def directions(width: int) -> Image:
    """Return the world direction of each pixel of the environment map."""
    turn = 2 * np.pi * (np.arange(width) + 0.5) / width
    fall = np.pi * (np.arange(width // 2) + 0.5) / (width // 2)
    x = np.sin(fall)[:, None] * np.sin(turn)[None, :]
    y = np.sin(fall)[:, None] * np.cos(turn)[None, :]
    z = np.repeat(np.cos(fall)[:, None], width, axis=1)
    return np.stack([x, y, z], axis=-1).astype(np.float32)


def clouds(way: Image, scale: float, seed: int, cover: float) -> Image:
    """Return how much cloud stands in each direction, from a flat layer overhead."""
    size = 1024
    layer = octaves(size, 3, 7, seed, 0.55)
    height = np.maximum(way[..., 2], 0.02) + 0.12
    u = (way[..., 0] / height * scale * size / 6) % size
    v = (way[..., 1] / height * scale * size / 6) % size
    value = cv2.remap(layer, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return np.asarray(np.clip((value - cover) * 4.0, 0, 1), dtype=np.float32)


def skyline(way: Image) -> Image:
    """Return the height over the far line of trees and roofs (negative below it)."""
    azimuth = np.arctan2(way[0, :, 1], way[0, :, 0])
    rng = np.random.default_rng(3)
    line = np.full(azimuth.shape, 0.035)
    for k in range(1, 60):
        line += rng.normal(0, 0.020 / k**0.75) * np.cos(k * azimuth + rng.uniform(0, 6.3))
    blocks = np.repeat(rng.uniform(0.0, 0.075, 64), len(azimuth) // 64 + 1)[: len(azimuth)]
    line = np.maximum(line, np.where(blocks > 0.068, blocks, 0.0))
    return np.asarray(way[..., 2] - np.clip(line, 0.012, 0.11)[None, :], dtype=np.float32)


def environment(width: int = 2048) -> Image:
    """Return the whole sphere of light as linear RGB."""
    way = directions(width)
    up = np.clip(way[..., 2:3], 0, 1)
    near_sun = np.clip(way @ sun_direction().astype(np.float32), -1, 1)[..., None]
    zenith, edge = np.array([0.13, 0.27, 0.60], np.float32), np.array([0.70, 0.80, 0.92], np.float32)
    sky = zenith + (edge - zenith) * (1 - up) ** 4.0
    warm = np.array(SUN_COLOUR, np.float32)
    glow = (
        0.55 * np.exp(-(1 - near_sun) * 14) + 0.9 * np.exp(-(1 - near_sun) * 90) + 5.0 * np.exp(-(1 - near_sun) * 900)
    )
    sky = sky + glow * warm + 140.0 * warm * (near_sun > np.cos(np.radians(0.75)))
    thick = np.maximum(clouds(way, 0.55, 21, 0.52), 0.65 * clouds(way, 1.3, 22, 0.60))[..., None]
    shade = clouds(way, 0.7, 23, 0.35)[..., None]
    lit = (1.28 - 0.42 * shade) * np.array([1.0, 0.985, 0.965], np.float32) + 0.8 * np.exp(-(1 - near_sun) * 8) * warm
    sky = sky + (lit - sky) * thick * 0.92
    over = skyline(way)[..., None]
    far = np.array([0.20, 0.245, 0.25], np.float32) + np.array([1.6, 1.7, 1.9], np.float32) * np.clip(
        way[..., 2:3], 0, 0.12
    )
    land = np.where(way[..., 2:3] < 0, np.array([0.16, 0.155, 0.15], np.float32), far)
    edge_soft = np.clip(over * 400, 0, 1)
    return np.asarray(land + (sky - land) * edge_soft, dtype=np.float32)
