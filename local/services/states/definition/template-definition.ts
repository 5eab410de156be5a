import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject } from '../../../json.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { ServiceError } from '../../service-error.ts';
import type { DeclaredStateMachine } from '../state-machines.ts';

/** What is simulated of a resource type. */
export interface StateMachineProperties {
  readonly properties: readonly string[];
  /** What is accepted because it can have no effect here. */
  readonly withoutEffect: readonly string[];
}

// Nothing checks permissions, traces or logs, and every change is live at once.

/** The properties of `AWS::Serverless::StateMachine`. */
export const serverlessStateMachineProperties: StateMachineProperties = {
  properties: ['Definition', 'DefinitionSubstitutions', 'DefinitionUri', 'Name', 'Type'],
  withoutEffect: [
    'DeploymentPreference',
    'Logging',
    'PermissionsBoundary',
    'Policies',
    'PropagateTags',
    'Role',
    'RolePath',
    'Tags',
    'Tracing',
  ],
};

/** The properties of `AWS::StepFunctions::StateMachine`. */
export const stateMachineProperties: StateMachineProperties = {
  properties: ['Definition', 'DefinitionString', 'DefinitionSubstitutions', 'StateMachineName', 'StateMachineType'],
  withoutEffect: ['EncryptionConfiguration', 'LoggingConfiguration', 'RoleArn', 'Tags', 'TracingConfiguration'],
};

const resourceTypes: ReadonlySet<string> = new Set([
  'AWS::Serverless::StateMachine',
  'AWS::StepFunctions::StateMachine',
]);

/** A state machine's definition as its template has it. */
export interface TemplateDefinition {
  /** JSON or YAML text, or an object, with everything substituted; undefined for a resource that is no state machine. */
  readonly definition: Json | undefined;
  /** The file it stands in, as an absolute path. */
  readonly file?: string;
  /** `DefinitionSubstitutions` that the definition does not name. */
  readonly unused: readonly string[];
}

/**
 * Reads the definition of a resource: from the file that it names, or as it stands there.
 * @param directory the folder of the template
 * @throws ServiceError `InvalidDefinition` for a file that cannot be read, none at all, and a `${Name}` that nothing is put in for
 */
export function readDefinition(
  resource: { readonly type: string; readonly properties: JsonObject },
  directory: string,
): TemplateDefinition {
  if (!resourceTypes.has(resource.type)) return { definition: undefined, unused: [] };
  const { Definition, DefinitionString, DefinitionUri, DefinitionSubstitutions } = resource.properties;
  if (typeof DefinitionUri === 'string') {
    const file = resolve(directory, DefinitionUri);
    return { ...substituted(readText(file), DefinitionSubstitutions, DefinitionUri), file };
  }
  if (DefinitionUri !== undefined) throw invalid('DefinitionUri names a file; definitions in S3 are not simulated.');
  const definition = Definition ?? DefinitionString;
  if (definition === undefined) throw invalid('There is no definition: neither DefinitionUri nor Definition is given.');
  return substituted(definition, DefinitionSubstitutions, 'The definition');
}

/** What is known of a resource of a template. */
export interface StateMachineResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What a resource of a template declares, ready for `declareStateMachine`.
 * @param directory the folder of the template
 * @throws ServiceError `InvalidDefinition` as {@link readDefinition}, and for an unknown type of state machine
 */
export function stateMachineOf(resource: StateMachineResource, directory: string): DeclaredStateMachine {
  const { ref: arn, attributes, properties } = resource;
  const type = properties.Type ?? properties.StateMachineType ?? 'STANDARD';
  if (type !== 'STANDARD' && type !== 'EXPRESS')
    throw invalid(`A state machine is STANDARD or EXPRESS, not ${JSON.stringify(type)}.`);
  const { Name: name = arn.slice(arn.lastIndexOf(':') + 1) } = attributes;
  const role = properties.Role ?? properties.RoleArn;
  const [, partition = 'aws', , , accountId = ''] = arn.split(':');
  // SAM makes a role for each state machine that names none.
  const roleArn = typeof role === 'string' ? role : `arn:${partition}:iam::${accountId}:role/${name}-role`;
  return { name, arn, type, roleArn, definition: readDefinition(resource, directory).definition };
}

function substituted(definition: Json, given: Json | undefined, place: string): TemplateDefinition {
  const values = new Map(Object.entries(isObject(given) ? given : {}));
  const used = new Set<string>();
  const inText = (text: string): string =>
    text.replace(/\$\{([A-Za-z0-9_.-]+)\}/g, (found, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw invalid(`${place} names ${found}, which DefinitionSubstitutions does not have.`);
      used.add(name);
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  const inValue = (value: Json): Json => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(inValue);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [inText(key), inValue(member)]));
  };
  const made = inValue(definition);
  return { definition: made, unused: [...values.keys()].filter((name) => !used.has(name)) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw invalid(
      `The definition ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
}

function invalid(message: string, cause?: unknown): ServiceError {
  return new ServiceError('InvalidDefinition', message, { cause });
}
