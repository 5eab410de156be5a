#!/usr/bin/env bash
# `sam validate --lint` and `sam build` with a pinned SAM CLI in a virtual environment of its own (out/sam), and the properties of the template over
# what SAM makes of it. Where that cannot be, it says so and ends well, unless SAM_CHECK=required, as on GitHub before a deployment.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.164.0

skip() {
  echo
  echo "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"
  echo "!! sam validate, sam build and SAM's translation were NOT run: $1"
  echo "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"
  [ "${SAM_CHECK:-}" != required ] || exit 1
  exit 0
}

command -v python3 >/dev/null || skip "there is no Python 3 on this machine."
command -v make >/dev/null || skip "there is no make on this machine (layers are built with it)."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || skip "the SAM CLI needs Python 3.9 or newer."

if [ "$(out/sam/bin/sam --version 2>/dev/null)" != "SAM CLI, version $version" ]; then
  echo "Installing SAM CLI $version into out/sam ..."
  rm -rf out/sam
  python3 -m venv out/sam || skip "Python's venv module does not work here."
  out/sam/bin/pip install --quiet --disable-pip-version-check "aws-sam-cli==$version" ||
    skip "the SAM CLI could not be installed (no way to the Python package index?)."
fi

export SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-us-east-1}"
export PATH="$PWD/out/sam/bin:$PATH"
sam validate --lint
out/sam/bin/cfn-lint .github/deploy-role.yaml
sam build

# What `npm start` runs is what SAM deploys, to the byte.
npm run --silent build
for built in .aws-sam/build/*/; do
  unit="$(basename "$built")"
  here="$(echo dist/*/"$unit")"
  diff -r "$built" "$here" >/dev/null || {
    echo "$here is not what sam build makes of $unit." >&2
    exit 1
  }
done
npx --no-install vitest run local/build/sam-build.test.ts

# `sam local` needs Docker, so its own classes are asked what it would do.
npx --no-install node scripts/check-sam-local.ts out/sam/bin/python

# The properties that `npm test` holds over our own reading of the template, over what CloudFormation will get; and whether both are the same.
out/sam/bin/python scripts/translate-template.py
TRANSLATED_TEMPLATES=out/translated npx --no-install vitest run \
  tests/template/deployed.test.ts tests/template/sam-source.test.ts tests/deploy-role.test.ts
echo "sam validate and sam build pass, and dist/ is byte for byte what sam build makes."
