import { systemClock, type Timers } from '../clock.ts';
import { customResources as createCustomResources, type CustomResources } from '../custom-resources/index.ts';
import { eventSources as createEventSources, type EventSources } from '../event-sources/index.ts';
import { asynchronousInvoker, invokeApi, type LambdaService } from '../lambda/index.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import { schedules as createSchedules, type Schedules } from '../scheduler/index.ts';
import { cloudFormation, type DeployedStack } from '../services/cloudformation/index.ts';
import {
  cloudWatch as createCloudWatch,
  reportingIteratorAge,
  serviceMetrics,
  type CloudWatch,
  type ServiceMetrics,
} from '../services/cloudwatch/index.ts';
import { cognito as createCognito, type Cognito, type CognitoAddresses } from '../services/cognito/index.ts';
import { dynamoDb as createDynamoDb, type DynamoDb } from '../services/dynamodb/index.ts';
import { createEndpoint, type Endpoint } from '../services/endpoint.ts';
import { s3Service, type S3Service } from '../services/s3/s3-service.ts';
import type { AwsService } from '../services/service.ts';
import { sns as createSns, type Sns } from '../services/sns/index.ts';
import { sqs as createSqs, type Sqs } from '../services/sqs/index.ts';
import { ssmService, type SsmService } from '../services/ssm/ssm-service.ts';
import { stepFunctions as createStepFunctions, type StepFunctions } from '../services/states/index.ts';
import type { Credential } from '../services/signature.ts';
import type { Storage } from '../state/storage.ts';
import { serviceCalls } from './call-service.ts';
import type { MayInvoke } from './invoke-permissions.ts';
import type { StackEvent } from './stack-event.ts';

/** The simulated AWS services and their endpoint. */
export interface Services {
  readonly endpoint: Endpoint;
  readonly s3: S3Service;
  readonly ssm: SsmService;
  readonly cognito: Cognito;
  readonly dynamoDb: DynamoDb;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly stepFunctions: StepFunctions;
  readonly eventSources: EventSources;
  readonly customResources: CustomResources;
  readonly schedules: Schedules;
  readonly cloudWatch: CloudWatch;
  /** What is told of requests and invocations. */
  readonly metrics: ServiceMetrics;
  /** Begins what happens by itself: streams are followed, and what was under way when the process ended goes on. */
  start(): void;
  /** Ends that, and all timers; what is under way then goes on at the next start, if the state is kept. */
  close(): Promise<void>;
}

export interface ServicesOptions {
  readonly storage: Storage;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly stackName: string;
  /** The time that metrics and alarms go by. */
  readonly metricTime: Timers;
  /** The time that schedules go by, and what they send asynchronously. */
  readonly scheduleTime: Timers;
  /** Who may sign requests to the endpoint. */
  readonly credential: Credential;
  /** Asked for at every request, since both exist only when the endpoint listens. */
  readonly lambda: () => LambdaService;
  readonly addresses: CognitoAddresses;
  /** Whether the template that runs now lets a service invoke a function for something of its own. */
  readonly mayInvoke: (service: 'cognito-idp.amazonaws.com' | 'sns.amazonaws.com') => MayInvoke;
  /** The stack, as CloudFormation tells of it. */
  readonly deployed: () => Omit<DeployedStack, 'madeBy'>;
  readonly log: (event: StackEvent) => void;
}

/**
 * How long functions that are at work for a service may go on when the stack ends, in milliseconds. What they do not get done by then is
 * done again at the next start.
 */
const patience = 2000;

/** Makes the services; nothing exists in them yet. */
export function createServices(options: ServicesOptions): Services {
  const { storage, region, accountId, partition, credential, lambda, addresses, mayInvoke, metricTime, log } = options;
  const account = { storage, region, accountId, partition };
  const endpointAddress = (): string => addresses.endpoint();
  const invoker: FunctionInvoker = { invoke: (name, event) => lambda().invoke(name, event) };
  const problem = (text: string): void => log({ type: 'problem', text });
  const message = (line: string): void => log({ type: 'mail', line });

  const cloudWatch = createCloudWatch({
    ...{ region, accountId, timers: metricTime },
    publish: (TopicArn, { subject, message: text }) => sns.publish({ TopicArn, Subject: subject, Message: text }),
    onChange: (change) => log({ type: 'alarm', change }),
    onError: (error) => log({ type: 'defect', error, where: 'alarms' }),
  });
  const metrics = serviceMetrics(cloudWatch.store, metricTime.now);

  const s3 = s3Service(account);
  const ssm = ssmService(account);
  const cognito = createCognito({
    ...account,
    clock: systemClock,
    invoker,
    mayInvoke: mayInvoke('cognito-idp.amazonaws.com'),
    addresses,
    log: message,
  });
  const dynamoDb = createDynamoDb(account);
  const sqs = createSqs({ ...account, endpoint: endpointAddress });
  const sns = createSns({
    ...account,
    invoker,
    sendToQueue: (...message) => sqs.send(...message),
    mayInvoke: mayInvoke('sns.amazonaws.com'),
    log: message,
    onTopicEvent: (topicArn, event) => metrics.topic(topicArn, event),
    endpoint: endpointAddress,
  });
  const services: AwsService[] = [s3, ssm, cognito.service, ...dynamoDb.services, sqs.service, sns.service];
  const stepFunctions = createStepFunctions({
    ...account,
    invoker,
    ...serviceCalls(services, { sns, sqs }),
    onExecution: (execution) => metrics.execution(execution),
    onProblem: problem,
  });
  const sendToDestination = async (arn: string, body: string): Promise<void> => {
    if (arn.split(':')[2] === 'sns') await sns.call('Publish', { TopicArn: arn, Message: body });
    else sqs.send(arn, body);
  };
  const eventSources = createEventSources({
    storage,
    streams: dynamoDb.streams,
    invoker: reportingIteratorAge(invoker, cloudWatch.store, metricTime.now, systemClock),
    sendToDestination,
    log: problem,
  });
  const asynchronous = asynchronousInvoker({
    invoker,
    configOf: (functionArn) => lambda().eventInvokeConfig(functionArn),
    sendToDestination,
    timers: options.scheduleTime,
    log: problem,
  });
  const schedules = createSchedules({
    invoker: asynchronous,
    sendToQueue: (queueArn, body) => void sqs.send(queueArn, body),
    timers: options.scheduleTime,
    log: problem,
  });
  const customResources = createCustomResources({
    ...account,
    stackName: options.stackName,
    invoker,
    endpoint: endpointAddress,
    log: problem,
  });
  const deployed = (): DeployedStack => ({
    ...options.deployed(),
    madeBy: (logicalId) => customResources.applied(logicalId)?.physicalId,
  });
  services.push(stepFunctions.service, customResources.service, cloudWatch.service);
  services.push(cloudFormation(deployed), invokeApi(lambda));

  const endpoint = createEndpoint({
    services,
    credentials: [credential],
    onError: (error, { method, path }) => log({ type: 'defect', error, where: `AWS endpoint, ${method} ${path}` }),
  });
  return {
    endpoint,
    s3,
    ssm,
    cognito,
    dynamoDb,
    sqs,
    sns,
    stepFunctions,
    eventSources,
    customResources,
    schedules,
    cloudWatch,
    metrics,
    start() {
      sns.resume();
      stepFunctions.resume();
      eventSources.start();
      schedules.start();
      cloudWatch.start((time) => metrics.queues(sqs.statistics(), time));
    },
    async close() {
      customResources.close();
      schedules.close();
      cloudWatch.close();
      await within(
        patience,
        Promise.all([eventSources.close(), asynchronous.close(), stepFunctions.close(), sns.close()]),
      );
      sqs.close();
      dynamoDb.close();
    },
  };
}

/** Waits for work, but no longer than so many milliseconds. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => over.resolve(undefined), milliseconds);
  await Promise.race([work, over.promise]).finally(() => clearTimeout(timer));
}
