import { isRecord } from '@dragons/core';

/** The version that a deployment is about to send callers to. */
export interface TargetVersion {
  readonly functionName: string;
  readonly version: string;
}

/** A revision of CodeDeploy is not of a kind that CloudFormation makes for an alias of a function. */
export class UnreadableRevisionError extends Error {
  override readonly name = 'UnreadableRevisionError';
}

/**
 * Reads which version a deployment is about, from the AppSpec that CloudFormation writes as JSON.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-lambda
 * @param content the text of the revision
 * @throws UnreadableRevisionError
 */
export function targetOf(content: string): TargetVersion {
  const resources = fieldOf(parsed(content), 'Resources');
  const [resource, ...others] = Array.isArray(resources) ? resources.flatMap(valuesOf) : [];
  const { Name: name, TargetVersion: version } = propertiesOf(resource);
  if (others.length > 0 || typeof name !== 'string' || typeof version !== 'string') {
    throw new UnreadableRevisionError('The revision names no version of a function, or more than one.');
  }
  // A name, or an ARN that ends with it.
  return { functionName: name.split(':').at(-1) ?? name, version };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new UnreadableRevisionError('The revision is not JSON, as CloudFormation writes it.', { cause });
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function valuesOf(value: unknown): unknown[] {
  return isRecord(value) ? Object.values(value) : [];
}

function propertiesOf(resource: unknown): Record<string, unknown> {
  const properties =
    fieldOf(resource, 'Type') === 'AWS::Lambda::Function' ? fieldOf(resource, 'Properties') : undefined;
  return isRecord(properties) ? properties : {};
}
