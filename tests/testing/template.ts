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

/** One statement of the policies of a function or of a state machine, with lists where the template may have a single value. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

export function statementsOf({ properties }: AnyResource): Statement[] {
  const policies = (properties.Policies ?? []) as { Statement: Record<string, string | string[] | undefined>[] }[];
  const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());
  return policies.flatMap(({ Statement }) =>
    Statement.map(({ Action, Resource, NotResource }) => ({
      actions: list(Action),
      resources: list(Resource),
      notResources: list(NotResource),
    })),
  );
}

/** The logical id of the resource that a value names: by `Ref`, or by one of its attributes. */
export function named(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return [...template.resources.values()].find(
    ({ ref, attributes }) => ref === value || Object.values(attributes).includes(value),
  )?.logicalId;
}

/** Where the code of a function begins, from the repository's root. */
export function entryOf({ metadata }: AnyResource): string {
  const properties = metadata.BuildProperties as { EntryPoints: string[] } | undefined;
  return join('functions', properties?.EntryPoints[0] ?? 'template.yaml names no entry point');
}

/** Who invokes a function. `operator`: somebody by hand, or a script. */
export type Invoker = 'API Gateway' | 'Cognito' | 'the workflow' | 'a stream' | 'CloudFormation' | 'operator';

/** Functions that operators invoke, with what for. */
const forOperators: Readonly<Record<string, string>> = {
  RebuildCatalog: 'npm run catalog:rebuild',
  ImportDragons: 'npm run seed',
};

/** Everybody who invokes a function, as far as the template and the contract say. */
export function invokersOf({ logicalId, attributes }: AnyResource): Invoker[] {
  const names = (value: unknown): boolean => JSON.stringify(value ?? '').includes(`"${attributes.Arn ?? '?'}"`);
  const invokers: [Invoker, boolean][] = [
    ['API Gateway', contractSource.includes(`/functions/\${${logicalId}.Arn}/invocations`)],
    ['Cognito', names(template.resources.get('UserPool')?.properties.LambdaConfig)],
    [
      'the workflow',
      ofType('AWS::Serverless::StateMachine').some(({ properties }) => names(properties.DefinitionSubstitutions)),
    ],
    [
      'a stream',
      ofType('AWS::Lambda::EventSourceMapping').some(({ properties }) => named(properties.FunctionName) === logicalId),
    ],
    [
      'CloudFormation',
      [...template.resources.values()].some(({ type, properties }) => type.startsWith('Custom::') && names(properties)),
    ],
    ['operator', logicalId in forOperators],
  ];
  return invokers.flatMap(([invoker, isOne]) => (isOne ? [invoker] : []));
}
