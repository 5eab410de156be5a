import { randomUUID } from 'node:crypto';
import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { acceptReport } from '../../../functions/dragons/dynamodb/accept-report.ts';
import { addDragon } from '../../../functions/dragons/dynamodb/add-dragon.ts';
import { findDragon } from '../../../functions/dragons/dynamodb/find-dragon.ts';
import { findReport } from '../../../functions/dragons/dynamodb/find-report.ts';
import { submissionsOnDynamoDb } from '../../../functions/dragons/dynamodb/submissions.ts';
import type { DragonEvent } from '../../../functions/dragons/dragon-event.ts';
import type { Registry } from '../../../functions/dragons/registry.ts';
import type { NewReport, Reports } from '../../../functions/dragons/reports.ts';
import { dragon } from '../../../functions/dragons/testing/dragons.ts';
import { newReport } from '../../../functions/dragons/testing/reports.ts';
import { systemClock } from '../../../local/clock.ts';
import { lambdaService } from '../../../local/lambda/index.ts';
import { cognito } from '../../../local/services/cognito/index.ts';
import { dynamoDb } from '../../../local/services/dynamodb/index.ts';
import { createEndpoint } from '../../../local/services/endpoint.ts';
import type { AwsService, ServiceResponse } from '../../../local/services/service.ts';
import { sns } from '../../../local/services/sns/index.ts';
import { sqs } from '../../../local/services/sqs/index.ts';
import { memoryStorage } from '../../../local/state/memory-storage.ts';
import type { FunctionConfig } from '../../../local/lambda/index.ts';
import { calledBy, tasks as taskStates, template } from './definition.ts';
import type { Tasks } from './watched-tasks.ts';

/** The functions of the workflow as they are deployed, with the services that they need. */
export interface RealTasks extends Tasks {
  readonly registry: Pick<Registry, 'find' | 'add'>;
  readonly reports: Pick<Reports, 'find' | 'accept'>;
  /** Text messages that were sent, with the middle of the numbers hidden. */
  readonly texts: readonly string[];
  /** What the functions wrote. */
  readonly logs: readonly string[];
  /** How a service answers in place of itself, by its name in signatures; undefined lets it answer. */
  readonly answers: Partial<Record<'dynamodb' | 'sns' | 'cognito-idp', () => ServiceResponse | undefined>>;
  /** Stores a report as reportDragon does. @returns its id, and the dragon's name, both of nobody else */
  submit(more?: Partial<NewReport>): Promise<NewReport>;
  /** What the topic told since the last time. */
  told(): Promise<DragonEvent[]>;
  /** What the dead-letter queue got since the last time. */
  kept(): Promise<DragonEvent[]>;
  close(): Promise<void>;
}

/** A user of the pool whose phone number is verified. */
export const reporter = { username: 'somebody-who-reports', phoneNumber: '+15555550142' };

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Starts DynamoDB, Cognito, SNS and SQS with what template.yaml declares, and the functions of the workflow. */
export async function startRealTasks(functions: readonly FunctionConfig[]): Promise<RealTasks> {
  const { region, accountId } = template;
  const account = { storage: memoryStorage(), region, accountId };
  const texts: string[] = [];
  const logs: string[] = [];
  const answers: RealTasks['answers'] = {};
  let url = '';
  const invoker = { invoke: () => Promise.reject(new Error('No service invokes a function here.')) };
  const queues = sqs({ ...account, endpoint: () => url });
  const topics = sns({
    ...account,
    invoker,
    sendToQueue: (...message) => queues.send(...message),
    log: (line) => texts.push(line),
    endpoint: () => url,
  });
  const users = cognito({ ...account, clock: systemClock, invoker });
  const database = dynamoDb(account);
  const services = [...database.services, users.service, topics.service, queues.service];
  const endpoint = createEndpoint({
    services: services.map((service) => standingIn(service, answers)),
    credentials: [credentials],
  });
  url = await endpoint.listen(0);

  const resource = (logicalId: string) => template.resources.get(logicalId)!;
  for (const table of ['RegistryTable', 'ShortLivedTable'].map(resource)) {
    const { ref: name, attributes, properties } = table;
    database.declareTable({ name, arn: attributes.Arn!, streamArn: attributes.StreamArn ?? '', properties });
  }
  const topic = resource('EventsTopic');
  topics.declareTopic({ name: topic.attributes.TopicName!, arn: topic.ref, properties: topic.properties });
  const failures = resource('EventFailures');
  const { QueueName: name, Arn: arn } = failures.attributes;
  queues.declareQueue({ name: name!, arn: arn!, properties: failures.properties });
  const { QueueUrl: toldUrl } = (await queues.call('CreateQueue', { QueueName: 'told' })) as { QueueUrl: string };
  await topics.call('Subscribe', {
    TopicArn: topic.ref,
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:${region}:${accountId}:told`,
    Attributes: { RawMessageDelivery: 'true' },
  });
  await users.declare([...template.resources.values()].filter(({ type }) => type.startsWith('AWS::Cognito::')));
  const poolId = resource('UserPool').ref;
  await users.ensureUser({
    poolId,
    username: reporter.username,
    password: 'Dragons-are-real-1',
    attributes: { email: 'reporter@example.com', phone_number: reporter.phoneNumber },
  });

  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  const subject = await subjectOf(poolId);
  const registryTable = { client, name: resource('RegistryTable').ref };
  const names = { registry: registryTable.name, shortLived: resource('ShortLivedTable').ref };
  const submissions = submissionsOnDynamoDb(client, names);
  const called = new Set(taskStates.map(([, state]) => calledBy(state)));
  const lambda = lambdaService({
    functions: functions.filter(({ arn, aliases = [] }) => aliases.some((alias) => called.has(`${arn}:${alias}`))),
    region,
    endpointUrl: url,
    credentials,
    log: ({ line }) => logs.push(line),
  });

  async function subjectOf(UserPoolId: string): Promise<string> {
    const directory = new CognitoIdentityProviderClient({ endpoint: url, region, credentials });
    const { UserAttributes = [] } = await directory.send(
      new AdminGetUserCommand({ UserPoolId, Username: reporter.username }),
    );
    directory.destroy();
    return UserAttributes.find((attribute) => attribute.Name === 'sub')?.Value ?? '';
  }
  async function received(QueueUrl: string): Promise<DragonEvent[]> {
    const found: DragonEvent[] = [];
    for (;;) {
      const answer = await queues.call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
      const { Messages = [] } = answer as { Messages?: { Body: string; ReceiptHandle: string }[] };
      if (Messages.length === 0) return found;
      for (const { Body, ReceiptHandle } of Messages) {
        found.push(JSON.parse(Body) as DragonEvent);
        await queues.call('DeleteMessage', { QueueUrl, ReceiptHandle });
      }
    }
  }

  return {
    invoker: lambda,
    call: (service, operation, input) =>
      ({ sns: topics, sqs: queues })[service as 'sns' | 'sqs'].call(operation, input),
    registry: { find: findDragon(registryTable), add: addDragon(registryTable) },
    reports: { find: findReport(registryTable), accept: acceptReport(registryTable) },
    texts,
    logs,
    answers,
    async submit(more = {}) {
      const reportId = randomUUID();
      const report = newReport({
        reportId,
        dragon: dragon({ dragonName: `Dragon ${reportId}` }),
        reporter: subject,
        ...reporter,
        ...more,
      });
      await submissions.submit(report, { key: reportId, body: 'body' });
      return report;
    },
    told: () => received(toldUrl),
    kept: () => received(queues.urlOf(arn!)!),
    async close() {
      client.destroy();
      await lambda.close();
      await topics.close();
      await endpoint.close();
      queues.close();
      database.close();
    },
  };
}

/** A service that answers something else when a test wants it to. */
function standingIn(service: AwsService, answers: RealTasks['answers']): AwsService {
  return {
    ...service,
    handle: async (request) =>
      answers[service.signingName as keyof RealTasks['answers']]?.() ?? service.handle(request),
  };
}
