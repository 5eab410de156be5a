"""What `sam local` makes of the template, asked of SAM CLI's own classes, since it runs functions in Docker alone:

- every operation of the contract is a route to its function,
- every function gets the environment variables that `npm run sam:env` writes.

And what CloudFormation will make of it after SAM's transform: nothing depends on itself, and the API's stages wait for the role that
API Gateway writes logs with.

Usage: python check-sam-local.py TEMPLATE ENV_VARS_FILE (with the Python that has the SAM CLI)
"""

import json
import logging
import os
import re
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ["SAM_CLI_TELEMETRY"] = "0"

from samcli.commands.local.lib.local_lambda import LocalLambdaRunner
from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

logging.disable(logging.WARNING)
template_file, env_vars_file = sys.argv[1:]
# Where SAM CLI itself starts from (InvokeContext.get_cwd).
working_folder = os.path.dirname(os.path.abspath(template_file))
faults = []


def check_routes(stacks):
    """The routes of `sam local start-api` against the contract, both ways."""
    with open("openapi.yaml", encoding="utf-8") as file:
        paths = yaml_parse(file.read())["paths"]
    wanted = {
        (method.upper(), path, operation["operationId"][0].upper() + operation["operationId"][1:])
        for path, item in paths.items()
        for method, operation in item.items()
        if "operationId" in operation
    }
    routes = ApiProvider(stacks, cwd=working_folder).api.routes
    found = {(method, route.path, route.function_name) for route in routes for method in route.methods}
    faults.extend(f"sam local start-api has no route {route}" for route in sorted(wanted - found))
    faults.extend(f"sam local start-api has a route {route} of its own" for route in sorted(found - wanted))
    return len(routes)


def check_variables(stacks):
    """What containers get, by the class that gives it to them."""
    with open(env_vars_file, encoding="utf-8") as file:
        written = json.load(file)
    provider = SamFunctionProvider(stacks, ignore_code_extraction_warnings=True)
    runner = LocalLambdaRunner(None, provider, working_folder, working_folder, env_vars_values=written)
    functions = list(provider.get_all())
    for function in functions:
        resolved = runner._make_env_vars(function).resolve()  # pylint: disable=protected-access
        for name, value in written.get(function.name, {"AWS_ENDPOINT_URL": "of npm run sam:env"}).items():
            if resolved.get(name) != value:
                faults.append(f"{function.name} would get {name}={resolved.get(name)!r} instead of {value!r}")
    return len(functions)


def check_order():
    """The template as CloudFormation gets it."""
    with open(template_file, encoding="utf-8") as file:
        template = yaml_parse(file.read())
    # The translator wants what is uploaded before, and never looks at it.
    uploaded = "s3://bucket/key"
    template["Globals"]["Function"]["CodeUri"] = uploaded
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri", "DefinitionUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = uploaded
    resources = Translator({}, Parser(), plugins=[]).translate(template, {})["Resources"]
    uses = {name: used_by(resource) & set(resources) for name, resource in resources.items()}
    reached = {name: reach(name, uses) for name in resources}
    faults.extend(f"{name} depends on itself" for name in sorted(resources) if name in reached[name])
    stages = [name for name, resource in resources.items() if resource["Type"] == "AWS::ApiGateway::Stage"]
    for stage in stages:
        if "ApiGatewayAccount" not in reached[stage]:
            faults.append(f"{stage} does not wait for ApiGatewayAccount")
    return len(resources)


def used_by(resource):
    """The logical ids that a resource names."""
    depends_on = resource.get("DependsOn", [])
    names = {depends_on} if isinstance(depends_on, str) else set(depends_on)
    waiting = [resource.get("Properties"), resource.get("Metadata")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        if not isinstance(value, dict):
            continue
        waiting.extend(value.values())
        names.update(referred(value))
    return names


def referred(value):
    """What an intrinsic function names."""
    if isinstance(value.get("Ref"), str):
        yield value["Ref"]
    attribute = value.get("Fn::GetAtt", [])
    if attribute:
        yield attribute[0] if isinstance(attribute, list) else attribute.split(".")[0]
    text = value.get("Fn::Sub", "")
    for name in re.findall(r"\$\{(\w+)[^}]*\}", text if isinstance(text, str) else text[0]):
        yield name


def reach(start, uses):
    """All that a resource waits for, directly or not."""
    found, waiting = set(), [start]
    while waiting:
        new = uses[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


local_stacks, _ = SamLocalStackProvider.get_stacks(template_file, parameter_overrides={"Stage": "local"})
counts = (check_routes(local_stacks), check_variables(local_stacks), check_order())
for fault in faults:
    print(fault, file=sys.stderr)
if faults:
    sys.exit(1)
print("SAM CLI sees %d routes and %d functions; %d resources wait for nothing in a circle." % counts)
