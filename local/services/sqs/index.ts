import { systemTimers } from '../../clock.ts';
import type { Timers } from '../../clock.ts';
import type { Storage } from '../../state/storage.ts';
import { jsonService } from '../json-protocol.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError } from '../service-error.ts';
import type { AwsService } from '../service.ts';
import { queueDeclarations } from './declarations.ts';
import type { DeclaredQueue, QueueDeclaration } from './declarations.ts';
import { queueDoesNotExist } from './errors.ts';
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
} from './finish-message.ts';
import type { MessageAttribute } from './message.ts';
import {
  createQueue,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listDeadLetterSourceQueues,
  listQueues,
  purgeQueue,
  setQueueAttributes,
} from './queue-operations.ts';
import { refusingQueryProtocol } from './query-protocol-refusal.ts';
import { Queues } from './queues.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage, sendMessageBatch, sendTo } from './send-message.ts';
import { listQueueTags, tagQueue, untagQueue } from './tag-operations.ts';

export { declarationProblem, queueProperties } from './declarations.ts';
export type { DeclaredQueue, QueueDeclaration } from './declarations.ts';
export type { MessageAttribute } from './message.ts';

/** What SQS is made of. */
export interface SqsOptions {
  readonly storage: Storage;
  readonly timers?: Timers;
  readonly region: string;
  /** Twelve digits, for ARNs and URLs. */
  readonly accountId: string;
  /** `aws` when not given. */
  readonly partition?: string;
  /** The address of the AWS endpoint, for the URLs of queues; asked for at every request. */
  readonly endpoint: () => string;
}

/** Simple Queue Service, with what other parts of the local AWS need of it. */
export interface Sqs {
  readonly service: AwsService;
  /**
   * Brings a declared queue about. The first time it is created. Later it changes only when the declaration itself changed.
   * @throws ServiceError when the queue breaks the rules of SQS
   */
  declareQueue(declared: DeclaredQueue): QueueDeclaration;
  /**
   * Puts a message into the queue with that ARN, as another service does it. It is stored when this returns.
   * @throws ServiceError `QueueDoesNotExist`, or what SendMessage refuses
   */
  send(
    queueArn: string,
    body: string,
    attributes?: Readonly<Record<string, MessageAttribute>>,
  ): { readonly messageId: string };
  /** The URL of the queue with that ARN; undefined when there is none. For {@link Sqs.call}. */
  urlOf(queueArn: string): string | undefined;
  /**
   * Does an operation within this process.
   * @param input as the SDK takes it; bytes as `Uint8Array` or base64
   * @param signal ends a long poll of ReceiveMessage, with nothing received
   * @returns what the SDK would give
   * @throws ServiceError
   */
  call(operation: string, input: JsonInput, signal?: AbortSignal): Promise<unknown>;
  /** What every queue is like now, for metrics. */
  statistics(): readonly QueueStatistics[];
  /** Ends all long polls and timers. */
  close(): void;
}

/** What a queue is like. */
export interface QueueStatistics {
  readonly name: string;
  /** How many messages can be received, are with a receiver, and are delayed. */
  readonly counts: { readonly visible: number; readonly notVisible: number; readonly delayed: number };
  /** In milliseconds; zero when the queue is empty. */
  readonly ageOfOldest: number;
  /** How many messages were sent to it since the process began; those that another queue gave up are not. */
  readonly sent: number;
}

type Operation = (input: JsonInput, signal?: AbortSignal) => object | undefined | Promise<object | undefined>;

/** Simple Queue Service, standard queues. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html */
export function sqs(options: SqsOptions): Sqs {
  const { storage, timers = systemTimers, region, accountId, partition = 'aws', endpoint } = options;
  const queues = new Queues({ storage, timers, arnPrefix: `arn:${partition}:sqs:${region}:${accountId}:`, accountId });
  const clock = timers.now;
  const urlOf = (name: string): string => `${endpoint()}/${accountId}/${name}`;
  const on = { queues, clock, accountId, urlOf };
  const sender = { queues, clock, senderId: accountId };

  const operations: Readonly<Record<string, Operation>> = {
    ChangeMessageVisibility: (input) => changeMessageVisibility(queues, clock, input),
    ChangeMessageVisibilityBatch: (input) => changeMessageVisibilityBatch(queues, clock, input),
    CreateQueue: (input) => createQueue(on, input),
    DeleteMessage: (input) => deleteMessage(queues, input),
    DeleteMessageBatch: (input) => deleteMessageBatch(queues, input),
    DeleteQueue: (input) => deleteQueue(on, input),
    GetQueueAttributes: (input) => getQueueAttributes(on, input),
    GetQueueUrl: (input) => getQueueUrl(on, input),
    ListDeadLetterSourceQueues: (input) => listDeadLetterSourceQueues(on, input),
    ListQueueTags: (input) => listQueueTags(queues, input),
    ListQueues: (input) => listQueues(on, input),
    PurgeQueue: (input) => purgeQueue(on, input),
    ReceiveMessage: (input, signal) => receiveMessage(queues, input, signal),
    SendMessage: (input) => sendMessage(sender, input),
    SendMessageBatch: (input) => sendMessageBatch(sender, input),
    SetQueueAttributes: (input) => setQueueAttributes(on, input),
    TagQueue: (input) => tagQueue(queues, input),
    UntagQueue: (input) => untagQueue(queues, input),
  };

  const service = jsonService({
    signingName: 'sqs',
    targetPrefix: 'AmazonSQS',
    version: '1.0',
    errorNamespace: 'com.amazonaws.sqs',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [name, (input: JsonInput) => operation(input)]),
    ),
  });

  return {
    service: refusingQueryProtocol(service),
    declareQueue: queueDeclarations(storage, queues),
    send(queueArn, body, attributes) {
      const queue = queues.byArn(queueArn);
      if (queue === undefined) throw queueDoesNotExist();
      return { messageId: sendTo(sender, queue, { MessageBody: body, MessageAttributes: attributes }).MessageId };
    },
    urlOf(queueArn) {
      const queue = queues.byArn(queueArn);
      return queue === undefined ? undefined : urlOf(queue.name);
    },
    async call(operation, input, signal) {
      const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (known === undefined) throw new NotSimulatedError(`sqs:${operation}`);
      return (await known(input, signal)) ?? {};
    },
    statistics: () =>
      queues.all().map(({ name, queue, sent }) => {
        const now = clock();
        return { name, counts: queue.counts(), ageOfOldest: Math.max(0, now - (queue.oldest() ?? now)), sent };
      }),
    close: () => queues.close(),
  };
}
