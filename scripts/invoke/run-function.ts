import { randomUUID } from 'node:crypto';
import { lambdaService, type FunctionConfig } from '../../local/lambda/index.ts';

/** How a run of a function ended. */
export interface Run {
  /** What it answered, or Lambda's error object: JSON. */
  readonly payload: string;
  readonly hasFailed: boolean;
}

/**
 * Runs a function once, in an environment of its own, as Lambda does.
 * @param payload the event: JSON
 * @param endpointUrl where it finds AWS
 * @param log takes its lines, and those that Lambda writes around them
 */
export async function runFunction(
  config: FunctionConfig,
  payload: string,
  endpointUrl: string,
  log: (line: string) => void,
): Promise<Run> {
  const requestId = randomUUID();
  let milliseconds = 0;
  const lambda = lambdaService({
    functions: [config],
    region: 'us-east-1',
    endpointUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    log: ({ line }) => log(line),
    onInvocation: ({ duration }) => (milliseconds = duration),
  });
  try {
    log(`START RequestId: ${requestId} Version: $LATEST`);
    const result = await lambda.invokeText(config.name, { payload, requestId });
    log(`END RequestId: ${requestId}`);
    const took = `Duration: ${milliseconds.toFixed(2)} ms\tBilled Duration: ${Math.ceil(milliseconds)} ms`;
    log(`REPORT RequestId: ${requestId}\t${took}\tMemory Size: ${config.memoryMb} MB`);
    // One environment is all that a single request needs, so nothing throttles it.
    return result.outcome === 'throttled'
      ? { payload: '{"errorType":"TooManyRequestsException"}', hasFailed: true }
      : { payload: result.payload, hasFailed: result.outcome === 'failed' };
  } finally {
    await lambda.close();
  }
}
