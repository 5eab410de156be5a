import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Json } from '../json.ts';
import { accountOf } from './account.ts';
import { Conditions } from './conditions.ts';
import { readDeclarations, type Declaration } from './declarations.ts';
import { checkGlobals } from './globals.ts';
import { identities } from './identities.ts';
import { Includes } from './include.ts';
import { atLocalAddresses, type LocalAddresses } from './local-addresses.ts';
import type { ResolvedTemplate, TemplateResource } from './model.ts';
import type { MapNode, Position } from './node.ts';
import { dependencyOrder } from './order.ts';
import { readParameters } from './parameters.ts';
import { parse } from './parse.ts';
import { Problems } from './problems.ts';
import { checkRules } from './rules.ts';
import { checkSections } from './sections.ts';
import { section, TemplateScope } from './template-scope.ts';

/** What a template is resolved with. */
export interface ReadTemplateOptions {
  /** Values for the template's parameters, by name; the others take their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Default `123456789012`. */
  readonly accountId?: string;
  /** Default: the name of the template's folder, as far as a stack may be called so. */
  readonly stackName?: string;
  /** The address of an AWS endpoint, for the URLs of queues; those of AWS when not given. */
  readonly endpoint?: string;
  /** Where things of the template answer on this machine; their addresses are those of AWS when not given. */
  readonly addresses?: LocalAddresses;
  /**
   * Logical ids of the only resources to resolve: the others, the outputs and parameters without a value do not matter
   * then. For tools that need a part of a template, whatever else is in it.
   */
  readonly only?: readonly string[];
  /** The folder that file names in messages start from; the template's own when not given. */
  readonly displayFrom?: string;
  /**
   * Says what about a resource cannot be run. It is told together with everything else that is wrong, at the property
   * that it names, else at the resource.
   * @param isWhole whether every property could be resolved, from parameters that are right: only then do values mean something
   */
  readonly refusals?: (resource: TemplateResource, isWhole: boolean) => readonly Refusal[];
}

/** Something in a resource that whoever runs the template cannot run. */
export interface Refusal {
  readonly text: string;
  /** Name of the property, one of the resource's own. */
  readonly property?: string;
}

/**
 * Reads a SAM template (YAML or JSON) and resolves everything in it: parameters, rules, mappings, conditions, globals, pseudo
 * parameters, intrinsic functions and included files. Reads files, changes nothing.
 *
 * @param file path of the template
 * @throws InvalidTemplateError with everything that is wrong or not simulated, each with its place
 */
export function readTemplate(file: string, options: ReadTemplateOptions = {}): ResolvedTemplate {
  const path = resolve(file);
  const directory = dirname(path);
  const problems = new Problems(options.displayFrom ?? directory);
  const account = accountOf(
    options.region ?? 'us-east-1',
    options.accountId ?? '123456789012',
    options.stackName ?? stackNameOf(directory),
    options.endpoint,
  );
  const root = readRoot(path, problems);
  problems.throwIfAny();

  checkSections(root, problems);
  const globals = section(root, 'Globals', problems);
  if (globals) checkGlobals(globals, problems);
  const problemsBefore = problems.count;
  const parameters = readParameters(
    section(root, 'Parameters', problems),
    options.parameters ?? {},
    root.position,
    problems,
    options.only === undefined,
  );
  const areParametersRight = problems.count === problemsBefore;
  // Rules say something of values that are right one by one.
  if (options.only === undefined && areParametersRight) {
    checkRules(section(root, 'Rules', problems), parameters, account, problems);
  }
  const resourceSection = section(root, 'Resources', problems);
  const declarations = resourceSection
    ? readDeclarations(resourceSection, globals, problems)
    : new Map<string, never>();
  const conditions = new Conditions(section(root, 'Conditions', problems), problems);
  const includes = new Includes(directory, problems);
  const scope = new TemplateScope({
    account,
    parameters,
    mappings: section(root, 'Mappings', problems),
    conditions,
    declarations,
    includes,
    problems,
  });
  const { only, refusals } = options;
  if (!only) conditions.evaluateAll();
  const wanted = [...declarations.values()].filter(({ logicalId }) => only?.includes(logicalId) ?? true);
  const resources = readResources(
    wanted,
    declarations,
    scope,
    problems,
    (resource, isWhole) => refusals?.(resource, isWhole && areParametersRight) ?? [],
  );
  const outputs = only ? {} : readOutputs(section(root, 'Outputs', problems), scope, problems);
  problems.throwIfAny();

  const template: ResolvedTemplate = {
    file: path,
    directory,
    partition: account.partition,
    region: account.region,
    accountId: account.accountId,
    stackName: account.stackName,
    parameters: Object.fromEntries([...parameters].map(([name, { text }]) => [name, text])),
    resources,
    outputs,
    files: [path, ...includes.files],
  };
  return options.addresses === undefined ? template : atLocalAddresses(template, options.addresses);
}

function readRoot(file: string, problems: Problems): MapNode {
  const position: Position = { file, line: 1, column: 1 };
  const empty: MapNode = { kind: 'map', entries: new Map(), position, shortForm: undefined };
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    problems.add(position, 'The template cannot be read.');
    return empty;
  }
  const root = parse(file, text, problems);
  if (root?.kind === 'map') return root;
  if (root) problems.add(root.position, 'A template is a map with Resources.');
  return empty;
}

function readResources(
  wanted: readonly Declaration[],
  declarations: ReadonlyMap<string, Declaration>,
  scope: TemplateScope,
  problems: Problems,
  refusals: NonNullable<ReadTemplateOptions['refusals']>,
): ReadonlyMap<string, TemplateResource> {
  const resources = new Map<string, TemplateResource>();
  const dependencies = new Map<string, ReadonlyMap<string, Position>>();
  for (const declaration of wanted) {
    const { logicalId, type, position } = declaration;
    if (!scope.exists(declaration)) continue;
    const before = problems.count;
    const { own, moved: movedNode } = withoutMoved(declaration);
    const properties = scope.resolve(own);
    const moved = scope.resolve(movedNode);
    const metadata = scope.resolve(declaration.metadata);
    const explicit = [...declaration.dependsOn].filter(([id, at]) => {
      const target = declarations.get(id);
      if (!target) problems.add(at, `DependsOn: there is no resource ${id}.`);
      return target !== undefined && scope.exists(target);
    });
    const uses = new Map([...explicit, ...metadata.uses, ...properties.uses]);
    const identity = scope.identity(logicalId, position);
    dependencies.set(logicalId, uses);
    const resource = {
      logicalId,
      type,
      properties: { ...properties.value, ...moved.value },
      metadata: metadata.value,
      ref: identity?.ref ?? '',
      attributes: { ...identity?.attributes },
      dependsOn: [...uses.keys()],
      place: `${problems.display(position.file)}:${position.line}`,
    };
    resources.set(logicalId, resource);
    const refused = refusals(resource, problems.count === before);
    for (const { text, property } of refused) {
      const own = property === undefined ? undefined : declaration.properties.entries.get(property);
      problems.add(own?.keyPosition ?? position, text);
    }
    if (identity === undefined && refused.length === 0) problems.add(position, unknownType(declaration));
  }
  const ordered = new Map<string, TemplateResource>();
  for (const id of dependencyOrder(dependencies, problems)) {
    const resource = resources.get(id);
    if (resource) ordered.set(id, resource);
  }
  return ordered;
}

/**
 * What SAM puts into resources of their own, and not into the one that `Ref` and `DependsOn` mean: into the stage of an API; into the alias of a
 * function, its deployment group and the settings of its asynchronous invocations. What these wait for may wait for that one.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const movedProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::Serverless::Api': [
    'AccessLogSetting',
    'CacheClusterEnabled',
    'CacheClusterSize',
    'CanarySetting',
    'MethodSettings',
    'TracingEnabled',
    'Variables',
  ],
  'AWS::Serverless::Function': ['DeploymentPreference', 'EventInvokeConfig'],
};

/** The properties of a resource itself, apart from those that SAM puts into others. */
function withoutMoved({ type, properties }: Declaration): { readonly own: MapNode; readonly moved: MapNode } {
  const isMoved = (name: string): boolean => movedProperties[type]?.includes(name) === true;
  const those = (wanted: boolean): MapNode => ({
    ...properties,
    entries: new Map([...properties.entries].filter(([name]) => isMoved(name) === wanted)),
  });
  return { own: those(false), moved: those(true) };
}

function unknownType({ type }: Declaration): string {
  return `${type} is not simulated; known types are ${Object.keys(identities).join(', ')}.`;
}

function readOutputs(outputs: MapNode | undefined, scope: TemplateScope, problems: Problems): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, { keyPosition, value: node }] of outputs?.entries ?? []) {
    if (node.kind !== 'map' || !node.entries.has('Value')) {
      problems.add(keyPosition, `Output ${name} has no Value.`);
      continue;
    }
    const condition = node.entries.get('Condition')?.value;
    if (condition?.kind === 'scalar' && !scope.condition(String(condition.value), condition.position)) continue;
    const value = scope.resolve(node).value.Value;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** A stack name has letters, digits and hyphens, starts with a letter and has at most 128 characters. */
function stackNameOf(directory: string): string {
  const name = basename(directory)
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '');
  return name.slice(0, 128) || 'local';
}
