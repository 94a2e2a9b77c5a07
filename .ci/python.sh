#!/usr/bin/env bash
# The Python package: built into a virtual environment, its tests, the examples of its documentation, its types and its notebook.
set -euo pipefail
cd "$(dirname "$0")/../python"

target=${CARGO_TARGET_DIR:-$PWD/../target}
environment=$target/python
test -d "$environment" || python3 -m venv "$environment"
export VIRTUAL_ENV=$environment PATH=$environment/bin:$PATH
pip install --quiet --disable-pip-version-check --requirement requirements.txt
# Unoptimised, as everything here: with what the library's own tests were built with.
maturin develop --quiet
pytest --quiet tests
mypy sailau tests
# The stubs against what is really there.
python -m mypy.stubtest sailau --mypy-config-file pyproject.toml
pytest --quiet --nbmake examples/reform.ipynb
