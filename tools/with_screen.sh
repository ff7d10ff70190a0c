#!/usr/bin/env bash
# Run a command on a virtual screen of its own, with a window manager, and return its exit status.
set -euo pipefail
if [ "${1:-}" != --inside ]; then
  exec xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" bash "$0" --inside "$@"
fi
shift
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
openbox &
manager=$!
trap 'kill "$manager" 2>/dev/null || true' EXIT
"$@"
