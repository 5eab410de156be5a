import type { Json, JsonObject } from '../../../json.ts';
import type { Integration } from './integration.ts';
import type { Pattern } from './resource.ts';
import { argumentsOf, callService } from './service-call.ts';
import type { Operation } from './service-call.ts';

interface Optimized extends Operation {
  readonly patterns: readonly Pattern[];
  /** A field that may be any JSON, and reaches the service as text. */
  readonly textField?: string;
}

const dynamodb = {
  prefix: 'DynamoDB',
  general: 'AmazonDynamoDBException',
  service: 'AmazonDynamoDBv2',
  style: 'optimized',
} as const;
const sns = { prefix: 'SNS', general: 'AmazonSNSException', service: 'AmazonSNS', style: 'optimized' } as const;
const sqs = { prefix: 'SQS', general: 'AmazonSQSException', service: 'AmazonSQS', style: 'optimized' } as const;

/** https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const integrations: Readonly<Record<string, Optimized>> = {
  'dynamodb:getItem': { service: 'dynamodb', operation: 'GetItem', errors: dynamodb, patterns: [''] },
  'dynamodb:putItem': { service: 'dynamodb', operation: 'PutItem', errors: dynamodb, patterns: [''] },
  'dynamodb:updateItem': { service: 'dynamodb', operation: 'UpdateItem', errors: dynamodb, patterns: [''] },
  'dynamodb:deleteItem': { service: 'dynamodb', operation: 'DeleteItem', errors: dynamodb, patterns: [''] },
  'sns:publish': {
    service: 'sns',
    operation: 'Publish',
    errors: sns,
    patterns: ['', 'waitForTaskToken'],
    textField: 'Message',
  },
  'sqs:sendMessage': {
    service: 'sqs',
    operation: 'SendMessage',
    errors: sqs,
    patterns: ['', 'waitForTaskToken'],
    textField: 'MessageBody',
  },
};

/** An integration that Step Functions has shaped for itself; undefined for any other. */
export function optimizedIntegration(action: string, pattern: Pattern): Integration | undefined {
  const optimized = Object.hasOwn(integrations, action) ? integrations[action] : undefined;
  if (optimized?.patterns.includes(pattern) !== true) return undefined;
  const [resourceType = '', operation = ''] = action.split(':');
  const input = (given: Json): JsonObject => withText(argumentsOf(given, action), optimized.textField);
  return {
    events: { kind: 'task', resourceType, resource: pattern === '' ? operation : `${operation}.${pattern}` },
    waitsForToken: pattern === 'waitForTaskToken',
    check: (given) => void input(given),
    call: (given, world) => callService(optimized, input(given), world),
  };
}

function withText(given: JsonObject, field: string | undefined): JsonObject {
  const value = field === undefined ? undefined : given[field];
  if (field === undefined || value === undefined || typeof value === 'string') return given;
  return { ...given, [field]: JSON.stringify(value) };
}
