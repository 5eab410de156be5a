import { join } from 'node:path';
import { readTemplate } from '../../local/template/index.ts';
import type { TemplateResource } from '../../local/template/model.ts';
import { contractSource, root } from './contract.ts';

/** A resource of template.yaml whose properties may be looked into. */
export type AnyResource = Omit<TemplateResource, 'properties'> & { readonly properties: Record<string, any> };

/** template.yaml with its own defaults, and as it is for production. */
export const template = readTemplate(join(root, 'template.yaml'));
export const production = readTemplate(join(root, 'template.yaml'), { parameters: { Stage: 'prod' } });

/** The resources of a type. */
export function ofType(type: string, of = template): AnyResource[] {
  return [...of.resources.values()].filter((resource) => resource.type === type);
}

export const functions = ofType('AWS::Serverless::Function');

/** The functions whose callers CodeDeploy sends to new versions. */
export const deployed = functions.filter(({ properties }) => properties.DeploymentPreference.Enabled !== false);

/** One statement of the policies of a function or of a state machine that allows something, with lists where the template may have a single value. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

export function statementsOf({ properties }: AnyResource): Statement[] {
  const policies = (properties.Policies ?? []) as { Statement: Record<string, string | string[] | undefined>[] }[];
  const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());
  return policies.flatMap(({ Statement }) =>
    Statement.filter(({ Effect }) => Effect === 'Allow').map(({ Action, Resource, NotResource }) => ({
      actions: list(Action),
      resources: list(Resource),
      notResources: list(NotResource),
    })),
  );
}

/** The ARN under which everybody calls a function: that of its alias. */
export const aliasOf = ({ attributes, properties }: AnyResource): string =>
  `${attributes.Arn ?? '?'}:${String(properties.AutoPublishAlias)}`;

/** The logical id of the resource that a value names: by `Ref`, by one of its attributes, or, of a function, by its alias. */
export function named(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return [...template.resources.values()].find(
    (resource) =>
      resource.ref === value ||
      Object.values(resource.attributes).includes(value) ||
      (resource.type === 'AWS::Serverless::Function' && aliasOf(resource) === value),
  )?.logicalId;
}

/** Where the code of a function begins, from the repository's root. */
export function entryOf({ metadata }: AnyResource): string {
  const properties = metadata.BuildProperties as { EntryPoints: string[] } | undefined;
  return join('functions', properties?.EntryPoints[0] ?? 'template.yaml names no entry point');
}

/** Who invokes a function. `operator`: somebody by hand, or a script. */
export type Invoker =
  'API Gateway' | 'Cognito' | 'the workflow' | 'a stream' | 'CloudFormation' | 'CodeDeploy' | 'operator';

/** Functions that operators invoke, with what for. */
const forOperators: Readonly<Record<string, string>> = {
  // So does the schedule, which schedule.test.ts looks at.
  RebuildCatalog: 'npm run catalog:rebuild',
  ImportDragons: 'npm run seed',
};

/** Everybody who invokes a function by its alias, as far as the template and the contract say. */
export function invokersOf(resource: AnyResource): Invoker[] {
  const { logicalId, attributes } = resource;
  const has = (value: unknown, arn: string): boolean => JSON.stringify(value ?? '').includes(`"${arn}"`);
  const names = (value: unknown): boolean => has(value, aliasOf(resource));
  const invokers: [Invoker, boolean][] = [
    ['API Gateway', contractSource.includes(`/functions/\${${logicalId}.Arn}:live/invocations`)],
    ['Cognito', names(template.resources.get('UserPool')?.properties.LambdaConfig)],
    [
      'the workflow',
      ofType('AWS::Serverless::StateMachine').some(({ properties }) => names(properties.DefinitionSubstitutions)),
    ],
    [
      'a stream',
      ofType('AWS::Lambda::EventSourceMapping').some(({ properties }) => properties.FunctionName === aliasOf(resource)),
    ],
    [
      'CloudFormation',
      // The one that is called by its own name: the template says why.
      [...template.resources.values()].some(
        ({ type, properties }) => type.startsWith('Custom::') && has(properties, attributes.Arn ?? '?'),
      ),
    ],
    [
      'CodeDeploy',
      functions.some(({ properties }) => properties.DeploymentPreference?.Hooks?.PreTraffic === resource.ref),
    ],
    ['operator', logicalId in forOperators],
  ];
  return invokers.flatMap(([invoker, isOne]) => (isOne ? [invoker] : []));
}
