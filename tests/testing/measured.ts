import { join } from 'node:path';
import type { NamedMetric } from './alarms.ts';
import { camel, contract, operations, root } from './contract.ts';
import { full } from './full-template.ts';
import { metricsOfAws } from './metrics-of-aws.ts';
import { entryOf, ofType } from './template.ts';
import { metricsWrittenBy } from './uses-of-handlers.ts';

const functions = ofType('AWS::Serverless::Function', full);
const { Stage: stage } = full.parameters;

/** Why nobody would ever see such a metric; undefined when somebody measures it. */
export async function problemOf({ namespace, name, dimensions }: NamedMetric): Promise<string | undefined> {
  const title = `${namespace} ${name} ${JSON.stringify(dimensions)}`;
  if (namespace === 'Dragons') {
    const { operation, ...others } = dimensions;
    if (JSON.stringify(others) !== JSON.stringify({ service: 'dragons', stage })) return `${title}: other dimensions`;
    const owner = functions.find(({ logicalId }) => camel(logicalId) === operation);
    if (owner === undefined) return `${title}: no function has that name`;
    const written = await metricsWrittenBy(join(root, entryOf(owner)));
    return written.includes(name) ? undefined : `${title}: its code writes ${written.join(', ')}`;
  }
  const names = Object.keys(dimensions).toSorted().join();
  const isDocumented = metricsOfAws[namespace]?.some(
    (documented) =>
      documented.metrics.includes(name) && documented.dimensions.some((set) => set.toSorted().join() === names),
  );
  if (isDocumented !== true) return `${title}: AWS has no such metric`;
  const unknown = Object.entries(dimensions).find(([dimension, value]) => !isValueOf(dimension, value));
  return unknown === undefined ? undefined : `${title}: no ${unknown[0]} is called ${unknown[1]}`;
}

/** Whether something in the template or in the contract has this name. */
function isValueOf(dimension: string, value: string): boolean {
  const has = (type: string, value_: (resource: (typeof functions)[number]) => unknown): boolean =>
    ofType(type, full).some((resource) => value_(resource) === value);
  switch (dimension) {
    case 'FunctionName':
      return has('AWS::Serverless::Function', ({ ref }) => ref);
    case 'Resource':
      return value.startsWith('/')
        ? Object.keys(contract.paths as object).includes(value)
        : has('AWS::Serverless::Function', ({ ref, properties }) => `${ref}:${String(properties.AutoPublishAlias)}`);
    case 'QueueName':
      return has('AWS::SQS::Queue', ({ attributes }) => attributes.QueueName);
    case 'StateMachineArn':
      return has('AWS::Serverless::StateMachine', ({ ref }) => ref);
    case 'TableName':
      return has('AWS::DynamoDB::Table', ({ ref }) => ref);
    case 'GlobalSecondaryIndexName':
      return ofType('AWS::DynamoDB::Table', full).some(({ properties }) =>
        ((properties.GlobalSecondaryIndexes ?? []) as { IndexName: string }[]).some(
          ({ IndexName }) => IndexName === value,
        ),
      );
    case 'ApiName':
      return has('AWS::Serverless::Api', ({ properties }) => properties.Name);
    case 'Stage':
      return value === stage;
    case 'Method':
      return operations.some(({ method }) => method.toUpperCase() === value);
    default:
      return false;
  }
}
