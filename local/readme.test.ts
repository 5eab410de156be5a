import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as dynamodbStreams from '@aws-sdk/client-dynamodb-streams';
import * as s3 from '@aws-sdk/client-s3';
import * as states from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { usage } from './command/arguments.ts';
import { resourceKinds } from './stack/resource-kinds.ts';
import { missingTests, namedTests } from './testing/named-tests.ts';
import { SampleStack } from './testing/sample-stack.ts';

const folder = import.meta.dirname;
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const section = (title: string) => `\n${readme}`.split(/\n## /).find((text) => text.startsWith(`${title}\n`)) ?? '';
const rows = (title: string) =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

it('the options are those of --help', () => {
  expect(readme).toContain(`\`\`\`text\n${usage}\n\`\`\``);
});

it('the table of resources is what the stack takes', () => {
  const byName = (names: readonly string[] = []) => names.toSorted().join(', ') || '–';
  const wanted = Object.entries(resourceKinds).map(([type, { by, properties, withoutEffect }]) => {
    if (by === 'nobody') return [`\`${type}\``, '–', 'everything'];
    if (by === 'cloudformation') {
      return [`\`${type}\`, \`Custom::…\``, 'everything: it is what its function is told', '–'];
    }
    if (properties !== undefined) return [`\`${type}\``, byName(properties), byName(withoutEffect)];
    return [`\`${type}\``, '[its own table](services/cognito/README.md#resources-and-their-properties)', ''];
  });

  expect(rows('What a template may hold')).toEqual(wanted);
});

describe('every difference from AWS', () => {
  const points = section('Where this differs from AWS')
    .split(/^(?=- |### |Not testable|Beside that)/m)
    .map((text) => text.replace(/\s+/g, ' ').trim());
  let isHeld = true;
  const held = points.filter((text) => {
    if (text.startsWith('### ')) isHeld = true;
    // What follows these words says itself that no test holds it.
    else if (!text.startsWith('- ')) isHeld = false;
    return isHeld && text.startsWith('- ');
  });

  it('is in the list: every part has its own', () => {
    const titles = points.flatMap((text) => /^### ([\w ]+?)(?: -.*)?$/.exec(text)?.[1] ?? []);

    expect(titles).toEqual([
      'The template',
      'API Gateway',
      'Lambda',
      'The AWS endpoint',
      'S3',
      'Parameter Store',
      'Cognito',
      'DynamoDB',
      'Step Functions',
      'SQS',
      'SNS',
      'Event source mappings',
      'Schedules',
      'Custom resources',
      'CloudFormation',
      'CloudWatch',
      'CloudFront',
    ]);
    expect(held.length).toBeGreaterThan(50);
  });

  it.each(held)('names tests that exist: %s', (point) => {
    const named = namedTests(point);

    expect(named).not.toEqual([]);
    expect(missingTests(folder, named)).toEqual([]);
  });

  it('is in no other list, and every part leads to this one', () => {
    const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('/README.md') && !file.includes('node_modules'))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

    expect(others.filter(([, text]) => text.includes('## Where this differs')).map(([file]) => file)).toEqual([]);
    expect(
      others
        .filter(([, text]) => !/Differences from AWS: \[[^\]]+\]\((?:\.\.\/)+README\.md#[\w-]+\)/.test(text))
        .map(([file]) => file),
    ).toEqual(['template/README.md']);
  });
});

describe('AWS operations', () => {
  const sample = new SampleStack();
  let options: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  beforeAll(async () => {
    await sample.start();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    options = { endpoint: sample.stack.addresses.endpoint, region: 'us-east-1', credentials };
  });
  afterAll(() => sample.close());

  const listed = new Map(rows('AWS operations').map(([service = '', names = '']) => [service, names.split(', ')]));
  const sdk = {
    s3,
    ssm,
    'cognito-idp': cognito,
    dynamodb,
    'dynamodb streams': dynamodbStreams,
    states,
    sns,
    sqs,
    cloudformation,
    cloudwatch,
  } as unknown as Record<string, Record<string, new (input: object) => unknown>>;
  const clients: Record<string, string> = {
    s3: 'S3Client',
    ssm: 'SSMClient',
    'cognito-idp': 'CognitoIdentityProviderClient',
    dynamodb: 'DynamoDBClient',
    'dynamodb streams': 'DynamoDBStreamsClient',
    states: 'SFNClient',
    sns: 'SNSClient',
    sqs: 'SQSClient',
    cloudformation: 'CloudFormationClient',
    cloudwatch: 'CloudWatchClient',
  };
  /** Members that some client asks for before it sends anything; the rest are passed over. */
  const input = {
    Bucket: 'b',
    Key: 'k',
    UploadId: 'u',
    PartNumber: 1,
    Id: 'i',
    AnnotationName: 'a',
    CopySource: 'b/k',
    RenameSource: 'b/k',
    RequestRoute: 'r',
    RequestToken: 't',
  };

  /** Whether the endpoint knows an operation: it may well complain of this input. */
  async function isKnown(service: string, operation: string): Promise<boolean> {
    const Client = sdk[service]![clients[service]!]!;
    const Command = sdk[service]![`${operation}Command`]!;
    const client = new Client({ ...options, maxAttempts: 1, disableHostPrefix: true }) as {
      send(command: unknown): Promise<unknown>;
    };
    try {
      await client.send(new Command(input));
      return true;
    } catch (error) {
      const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
      if (name !== 'NotImplemented' && $metadata?.httpStatusCode === undefined) throw error;
      return name !== 'NotImplemented' && $metadata?.httpStatusCode !== 501;
    }
  }

  it.each(Object.keys(clients))(
    'of %s are those that the endpoint answers, of all that its SDK client knows',
    async (service) => {
      const all = Object.keys(sdk[service]!).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
      const known: string[] = [];
      for (const operation of all) if (await isKnown(service, operation)) known.push(operation);

      expect(known.toSorted()).toEqual(listed.get(service)?.toSorted());
    },
  );

  it('of every service are listed, Lambda’s too', () => {
    expect([...listed.keys()]).toEqual([...Object.keys(clients), 'lambda']);
    expect(listed.get('lambda')).toEqual(['Invoke']);
    expect(readFileSync(join(folder, 'lambda', 'invoke-api.test.ts'), 'utf8')).toContain("describe('Invoke'");
  });
});
