"""What SAM makes of template.yaml, written to out/translated/{dev,prod}.json.

Runs with the Python of the SAM CLI's virtual environment (scripts/check-sam.sh), whose translator is the code that CloudFormation runs as the
transform AWS::Serverless-2016-10-31. Conditions stay as they are: tests/testing/deployed-template.ts evaluates them.
"""

import json
import logging
import os
import sys
from pathlib import Path

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("dev", "prod")
# Packaging uploads these folders and files and names their place in S3; the translator takes nothing else.
LOCAL_PLACES = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
}


class ManagedPolicies:
    """The template names managed policies by their ARN, so there are no names to look up in an account."""

    def load(self):
        return {}


def with_includes(value):
    """CloudFormation expands nested transforms before the one of the whole template."""
    if isinstance(value, dict):
        transform_of = value.get("Fn::Transform")
        if isinstance(transform_of, dict) and transform_of.get("Name") == "AWS::Include":
            return yaml_parse((ROOT / transform_of["Parameters"]["Location"]).read_text("utf-8"))
        return {key: with_includes(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_includes(item) for item in value]
    return value


def packaged(template, upload="artifacts"):
    """The template as it is after `sam package`, with layers uploaded there."""
    template["Globals"]["Function"].pop("CodeUri", None)
    for name, resource in template["Resources"].items():
        place = LOCAL_PLACES.get(resource["Type"])
        if place:
            resource["Properties"][place] = f"s3://{upload if resource['Type'].endswith('LayerVersion') else 'artifacts'}/{name}"
    return template


def translated(stage, upload="artifacts"):
    template = packaged(with_includes(yaml_parse((ROOT / "template.yaml").read_text("utf-8"))), upload)
    return transform(template, {"Stage": stage}, ManagedPolicies())


def versions(template):
    """A version has another name when SAM wants a new one to be published."""
    return {name for name, resource in template["Resources"].items() if resource["Type"] == "AWS::Lambda::Version"}


def main():
    # boto3 wants a region, of which the translator takes the partition.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    logging.disable(logging.WARNING)
    folder = ROOT / "out/translated"
    folder.mkdir(parents=True, exist_ok=True)
    for stage in STAGES:
        template = translated(stage)
        (folder / f"{stage}.json").write_text(json.dumps(template, indent=2) + "\n", "utf-8")
        print(f"out/translated/{stage}.json: {len(template['Resources'])} resources")
        if stuck := versions(template) & versions(translated(stage, "other-artifacts")):
            sys.exit(f"A change of the layers alone would never reach callers: SAM keeps {', '.join(sorted(stuck))}.")


if __name__ == "__main__":
    sys.exit(main())
