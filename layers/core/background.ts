import type { Context } from 'aws-lambda';
import { log, logContext } from './log.ts';
import { logMessages } from './log-messages.ts';
import { count, publishMetrics } from './metric.ts';
import { withTrace } from './trace.ts';

/**
 * Makes the Lambda handler of a function that no client waits for: a task of a workflow, a reader of a stream, a custom resource. Writes
 * failures, metrics and trace as an operation does; what the logic throws goes on to whoever invoked the function and decides about trying again.
 * @param name in camel case, as an operationId: `publishCatalog`
 * @param isExpected says of an error that it is an outcome (a business refusal) and no failure
 */
export function background<Event, Result>(
  name: string,
  logic: (event: Event, context: Context) => Promise<Result>,
  isExpected: (error: unknown) => boolean = () => false,
): (event: Event, context: Context) => Promise<Result> {
  return async (event, context) => {
    const started = performance.now();
    logContext({ function: name, functionRequestId: context.awsRequestId });
    try {
      return await withTrace(`## ${name}`, { function: name }, () => logic(event, context));
    } catch (error) {
      // To Lambda an outcome that is thrown is an error like any other; its alarms take these off again.
      if (isExpected(error)) count('Refusals');
      else log(logMessages.backgroundFailed, {}, error);
      throw error;
    } finally {
      publishMetrics(name, performance.now() - started);
    }
  };
}
