import type { Storage } from '../../state/storage.ts';
import { ServiceError } from '../service-error.ts';
import { checkQueueName } from './queue-operations.ts';
import { withAttributes } from './queue-attributes.ts';
import type { QueueAttributes } from './queue-attributes.ts';
import type { Queues } from './queues.ts';

/** A queue that a template declares (`AWS::SQS::Queue`), with its properties resolved. */
export interface DeclaredQueue {
  readonly name: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What declaring a queue did. `kept` leaves alone what somebody changed since it was declared. */
export type QueueDeclaration = 'created' | 'updated' | 'kept';

const attributeProperties = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'VisibilityTimeout',
];

/** The properties of `AWS::SQS::Queue`: what is honoured, and what can have no effect here. */
export const queueProperties: { readonly properties: readonly string[]; readonly withoutEffect: readonly string[] } = {
  properties: ['FifoQueue', 'QueueName', ...attributeProperties],
  // Nothing is encrypted, and nobody counts costs.
  withoutEffect: ['KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'SqsManagedSseEnabled', 'Tags'],
};

/** What in an `AWS::SQS::Queue` cannot run here; undefined when all can. */
export function declarationProblem({
  properties,
}: {
  readonly properties: Readonly<Record<string, unknown>>;
}): string | undefined {
  const { QueueName: name } = properties;
  if (isTrue(properties.FifoQueue) || (typeof name === 'string' && name.endsWith('.fifo'))) {
    return 'FIFO queues are not simulated locally';
  }
  try {
    if (typeof name === 'string') checkQueueName(name);
    withAttributes({}, attributesOf(properties));
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
  return undefined;
}

/**
 * Brings declared queues about: creates them, and changes their attributes when the declaration itself changed. Until then the
 * attributes belong to whoever operates the queue, as with a deployed stack.
 * @throws ServiceError when the queue breaks the rules of SQS
 */
export function queueDeclarations(storage: Storage, queues: Queues): (declared: DeclaredQueue) => QueueDeclaration {
  const declarations = storage.table('sqs-declarations', (value) => String(value));
  return ({ name, properties }) => {
    checkQueueName(name);
    const attributes = withAttributes({}, attributesOf(properties));
    const declaration = JSON.stringify(attributes);
    const known = queues.byName(name);
    if (known !== undefined && declarations.get(name) === declaration) return 'kept';
    if (known === undefined) queues.create(name, attributes, {});
    else queues.change(known, { attributes });
    declarations.set(name, declaration);
    return known === undefined ? 'created' : 'updated';
  };
}

function attributesOf(properties: Readonly<Record<string, unknown>>): QueueAttributes {
  const given = attributeProperties.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, textOf(properties[name])]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
