import { isRecord } from './records.ts';
import { tracePlace } from './trace.ts';
import { traceCause } from './trace-exception.ts';
import { traceHeader } from './trace-header.ts';
import { endSubsegment, startSubsegment, type SubsegmentDetails } from './trace-subsegment.ts';

/** A command on its way through a client's middleware, after it became a request. */
interface SentCommand {
  readonly input: object;
  readonly request: unknown;
}

interface CommandContext {
  readonly clientName?: string;
  readonly commandName?: string;
}

type Middleware = <Command extends SentCommand, Answer extends { readonly output: unknown }>(
  next: (command: Command) => Promise<Answer>,
  context: CommandContext,
) => (command: Command) => Promise<Answer>;

/** What all clients of the AWS SDK have in common, as far as it is needed here. */
interface AwsClient {
  readonly config: { readonly region: () => Promise<string> };
  readonly middlewareStack: {
    add(middleware: Middleware, options: { step: 'build'; name: string; override: boolean }): void;
  };
}

/**
 * Makes every call of an AWS SDK client a subsegment of the trace, and tells the service of it. Returns the client.
 * The service's own words about a failure go into the trace: not for services that repeat personal data in them.
 */
export function traceClient<Client extends AwsClient>(client: Client): Client {
  // At this step the request can still be given a header that is signed with it, and everything that takes time is yet to come.
  client.middlewareStack.add(tracing(client.config.region), { step: 'build', name: 'traceClient', override: true });
  return client;
}

function tracing(region: () => Promise<string>): Middleware {
  return (next, { clientName = '', commandName = '' }) =>
    async (command) => {
      const place = tracePlace();
      if (place === undefined) return next(command);
      const subsegment = startSubsegment(clientName.replace(/Client$/, ''), place);
      if (isRecord(command.request) && isRecord(command.request.headers)) {
        command.request.headers['X-Amzn-Trace-Id'] = traceHeader(subsegment);
      }
      const call = {
        operation: commandName.replace(/Command$/, ''),
        // The request was made for this region: it is known.
        region: await region().catch(() => undefined),
        ...resourcesOf(command.input),
      };
      try {
        const answer = await next(command);
        endSubsegment(subsegment, () => callDetails(call, answer.output));
        return answer;
      } catch (error) {
        endSubsegment(subsegment, () => ({
          ...callDetails(call, error),
          ...failureDetails(error, subsegment.traceId),
        }));
        throw error;
      }
    };
}

/** @param outcome an output or an error: both carry the client's `$metadata` */
function callDetails(call: Readonly<Record<string, unknown>>, outcome: unknown): SubsegmentDetails {
  const { requestId, extendedRequestId, attempts, httpStatusCode: status } = metadataOf(outcome);
  return {
    namespace: 'aws',
    aws: {
      ...call,
      request_id: requestId,
      // S3's second id, which its support asks for.
      id_2: extendedRequestId,
      retries: typeof attempts === 'number' ? attempts - 1 : 0,
    },
    ...(typeof status === 'number' && { http: { response: { status } } }),
  };
}

/** Error codes of services that were asked too often, whatever their status. */
const throttlings = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

function failureDetails(error: unknown, traceId: string): SubsegmentDetails {
  const status = metadataOf(error).httpStatusCode;
  // The answer to "only if it changed", which the client throws.
  if (status === 304) return {};
  const isThrottled = status === 429 || (error instanceof Error && throttlings.has(error.name));
  const isRefused = typeof status === 'number' && status >= 400 && status < 500;
  return {
    ...(isThrottled && { throttle: true }),
    ...(isRefused ? { error: true } : { fault: true }),
    cause: traceCause(error, traceId, true),
  };
}

function metadataOf(outcome: unknown): Record<string, unknown> {
  return isRecord(outcome) && isRecord(outcome.$metadata) ? outcome.$metadata : {};
}

/** Inputs that name a resource, and what X-Ray calls them. */
const resources = new Map([
  ['TableName', 'table_name'],
  ['QueueUrl', 'queue_url'],
  ['TopicArn', 'topic_arn'],
  ['Bucket', 'bucket_name'],
]);

function resourcesOf(input: object): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(input)) {
    const name = resources.get(field);
    if (name !== undefined) named[name] = value;
    // The tables of BatchGetItem and BatchWriteItem.
    if (field === 'RequestItems' && isRecord(value)) named.table_names = Object.keys(value);
  }
  return named;
}
