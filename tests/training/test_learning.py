"""The network learns what it is shown, forgets nothing when interrupted, and loads what was published."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.sets import write_set

torch = pytest.importorskip("torch", reason="torch is installed for training alone (the extra `train`)")

from training import weights  # noqa: E402
from training.assign import assign, overlaps  # noqa: E402
from training.blend import blend  # noqa: E402
from training.boxes import picked  # noqa: E402
from training.loss import detection_loss, giou_loss  # noqa: E402
from training.network import Deployed, Detector, cells  # noqa: E402
from training.train import Plan, Run, averaged, rate_at  # noqa: E402


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return a plan of two tiny epochs on a tiny set."""
    (tmp_path / "data").mkdir()
    start = tmp_path / "start.pt"
    torch.manual_seed(0)
    torch.save(Detector().state_dict(), start)
    return Plan(write_set(tmp_path / "data"), tmp_path / "run", start, side=64, batch=4, epochs=2, minutes=9.0)


def test_boxes_come_in_the_pixels_of_the_input_and_scores_are_shares() -> None:
    with torch.no_grad():
        boxes, scores = Deployed(Detector()).eval()(torch.zeros(1, 3, 96, 96))
    assert boxes.shape == (1, 12 * 12 + 6 * 6 + 3 * 3, 4) and scores.shape[-1] == 6
    assert (boxes[..., 2:] > boxes[..., :2]).all() and ((scores >= 0) & (scores <= 1)).all()


def test_the_cells_over_a_damage_answer_for_it_and_no_cell_for_two() -> None:
    place, stride = cells(64)
    centres = (place + 0.5) * stride
    boxes = torch.cat([centres - stride, centres + stride], 1)
    target = torch.tensor([[0.0, 0, 0, 24, 24], [1.0, 32, 32, 60, 60]])
    match = assign(boxes, torch.zeros(len(boxes), 6), torch.zeros(len(boxes), 1), centres, stride, target)
    assert match is not None
    assert set(match.marks.tolist()) == {0, 1} and len(set(match.cells.tolist())) == len(match.cells)
    for cell, mark in zip(match.cells, match.marks, strict=True):
        low, high = target[mark, 1:3], target[mark, 3:]
        assert ((centres[cell] > low) & (centres[cell] < high)).all()


def test_a_picture_without_damage_teaches_only_that_nothing_is_there() -> None:
    model = Detector()
    loss = detection_loss(model(torch.zeros(1, 3, 64, 64)), [torch.zeros(0, 5)], 64)
    loss.backward()
    assert all(layer.weight.grad is None or not layer.weight.grad.any() for layer in model.head.classes)
    assert any(layer.weight.grad.any() for layer in model.head.objects)


def test_box_loss_is_nothing_for_the_right_box_and_grows_with_distance() -> None:
    box = torch.tensor([[0.0, 0, 10, 10]])
    losses = [float(giou_loss(box, box + shift)) for shift in (0.0, 5.0, 20.0, 60.0)]
    assert losses[0] == pytest.approx(0.0, abs=1e-6) and losses == sorted(losses)
    assert float(overlaps(box, box)) == pytest.approx(1.0)


def test_an_interrupted_run_goes_on_where_it_stopped(plan: Plan) -> None:
    first = Run(plan)
    first.epoch()
    resumed = Run(plan)
    assert resumed.progress == first.progress and resumed.progress.epoch == 1
    for old, new in zip(first.model.parameters(), resumed.model.parameters(), strict=True):
        assert torch.equal(old, new)
    resumed.go()
    assert resumed.progress.epoch == 2 and len(resumed.progress.history) == 2
    assert (plan.runs / "best.pt").exists() and not list(plan.runs.glob("*.part"))


def test_interrupted_or_not_the_network_is_the_same(plan: Plan, tmp_path: Path) -> None:
    Run(plan).epoch()
    Run(plan).epoch()
    whole = Run(Plan(plan.data, tmp_path / "other", plan.start, side=64, batch=4, epochs=2, minutes=9.0))
    whole.epoch()
    whole.epoch()
    for old, new in zip(Run(plan).average.parameters(), whole.average.parameters(), strict=True):
        assert torch.allclose(old, new, atol=1e-4)


def test_the_best_mixture_with_the_start_is_kept_and_told(plan: Plan) -> None:
    Run(plan).epoch()
    facts = blend(plan.data, plan.runs, plan.start, side=64)
    assert facts["chosen"]["merit"] == max(tried["merit"] for tried in facts["tried"])
    assert len(facts["tried"]) == 6
    weights.from_state(Detector(), plan.runs / "best.pt")


def test_a_run_that_never_was_cannot_be_blended(plan: Plan) -> None:
    with pytest.raises(SystemExit, match="no run"):
        blend(plan.data, plan.runs, plan.start, side=64)


def test_the_network_learns_one_photo_by_heart() -> None:
    torch.manual_seed(0)
    model = Detector()
    rng = np.random.default_rng(0)
    pixels = torch.from_numpy(rng.uniform(60, 90, (1, 3, 64, 64)).astype(np.float32))
    pixels[:, 0, 16:40, 16:48] = 240.0
    target = [torch.tensor([[2.0, 16, 16, 48, 40]])]
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3)
    losses = []
    for _ in range(60):
        loss = detection_loss(model(pixels), target, 64)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert min(losses[-5:]) < 0.5 * losses[0]


def test_the_rate_rises_then_falls(plan: Plan) -> None:
    assert rate_at(plan, 0, 0.0) < rate_at(plan, 200, 0.0)
    assert rate_at(plan, 200, 0.1) > rate_at(plan, 200, 0.6) > rate_at(plan, 200, 1.0) > 0


def test_the_average_moves_towards_the_network() -> None:
    average, model = Detector(), Detector()
    before = [
        float((a - b).abs().sum().detach()) for a, b in zip(average.parameters(), model.parameters(), strict=True)
    ]
    averaged(average, model, step=5000)
    after = [float((a - b).abs().sum().detach()) for a, b in zip(average.parameters(), model.parameters(), strict=True)]
    assert all(a <= b for a, b in zip(after, before, strict=True)) and sum(after) < sum(before)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    torch.save({"a": torch.zeros(3)}, tmp_path / "other.pt")
    with pytest.raises(ValueError, match=r"other\.pt do not fit"):
        weights.start(Detector(), tmp_path / "other.pt")


@pytest.mark.data
def test_the_published_weights_fill_every_layer_but_the_classes(data_folder: Path) -> None:
    assert weights.from_onnx(Detector(), data_folder / "weights" / "yolox_nano.onnx") == 110


def test_overlapping_boxes_of_a_class_are_thinned_before_measuring() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [0, 0, 10, 10]], np.float32)
    scores = np.array([[0.9, 0.0], [0.8, 0.0], [0.0, 0.7]], np.float32)
    kept, best, labels = picked(boxes, scores)
    assert best.tolist() == pytest.approx([0.9, 0.7]) and labels.tolist() == [0, 1] and len(kept) == 2
