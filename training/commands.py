"""The command line of training: `python -m training train|blend|export|evaluate|pack`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = ROOT.parent / "shared" / "data" / "damage"
START: Final = ROOT.parent / "shared" / "data" / "weights" / "damage_baseline.pt"
RUNS: Final = ROOT / "runs" / "damage"
"""Ignored by git: checkpoints and reports never enter the repository."""


def _train(args: argparse.Namespace) -> int:
    """Train, or go on with a run that was interrupted."""
    from training.train import Plan, Run

    run = Run(
        Plan(
            data=args.data,
            runs=args.runs,
            start=args.start,
            side=args.side,
            batch=args.batch,
            epochs=args.epochs,
            minutes=args.minutes,
            rate=args.rate,
            seed=args.seed,
            threads=args.threads,
            limit=args.limit,
        )
    )
    run.go()
    return 0


def _blend(args: argparse.Namespace) -> int:
    """Mix the trained network with the one it began from and keep the best on val."""
    from training.blend import blend

    print(blend(args.data, args.runs, args.start, args.side, args.limit)["chosen"])
    return 0


def _export(args: argparse.Namespace) -> int:
    """Export the best checkpoint and say how far it is from its network."""
    from training.export import export

    print(export(args.data, args.runs, args.side))
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    """Measure a model, the shipped one unless another is named, and print the figures."""
    from training.evaluate import lines, write_report

    model = args.model or max(ROOT.glob("models/damage-*/*.tflite"))
    args.runs.mkdir(parents=True, exist_ok=True)
    print(f"{model.name}:", *lines(write_report(args.data, model, args.runs / "report.json", args.limit)), sep="\n")
    return 0


def _pack(args: argparse.Namespace) -> int:
    """Make a signed pack of the run's model."""
    from training.pack import Order, pack

    print(f"signed with {pack(Order(args.runs, args.out, args.id, args.version, args.key))}")
    return 0


def _add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe `train`."""
    train = commands.add_parser("train", help="train, or go on where a run stopped")
    train.add_argument("--start", type=Path, default=START, help="starting weights: .pt of ours, or the COCO .onnx")
    train.add_argument("--minutes", type=float, default=60.0, help="stop after this much training, over all sittings")
    train.add_argument("--epochs", type=int, default=100)
    train.add_argument("--batch", type=int, default=16)
    train.add_argument("--rate", type=float, default=4e-4)
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--threads", type=int, default=1)
    train.set_defaults(work=_train)


def _add_pack(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe `pack`."""
    pack = commands.add_parser("pack", help="make a signed pack of the model and its report")
    pack.add_argument("--out", type=Path, required=True, help="the pack's folder, such as models/damage-0001")
    pack.add_argument("--id", required=True)
    pack.add_argument("--version", required=True)
    pack.add_argument("--key", type=Path, required=True, help="the private key, outside the repository")
    pack.set_defaults(work=_pack)


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = top.add_subparsers(required=True)
    _add_train(commands)
    mix = commands.add_parser("blend", help="mix the trained network with its start; keep the best on val")
    mix.add_argument("--start", type=Path, default=START, help="the weights that the run began from")
    mix.set_defaults(work=_blend)
    commands.add_parser("export", help="write the best checkpoint as TensorFlow Lite").set_defaults(work=_export)
    evaluate = commands.add_parser("evaluate", help="calibrate on val; measure test and clean cars")
    evaluate.add_argument("--model", type=Path, help="a .tflite file; the shipped one where none is named")
    evaluate.set_defaults(work=_evaluate)
    _add_pack(commands)
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, default=DATA, help="the folder of labelled photos")
        command.add_argument("--runs", type=Path, default=RUNS, help="where checkpoints and reports lie")
        command.add_argument("--side", type=int, default=416, help="the network's input side in pixels")
        command.add_argument("--limit", type=int, help="use only the first photos of each set, to try the machinery")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    args = parser().parse_args(argv)
    result: int = args.work(args)
    return result
