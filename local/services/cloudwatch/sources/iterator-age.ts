import { isObject } from '../../../json.ts';
import type { Clock } from '../../../clock.ts';
import type { FunctionInvoker } from '../../../lambda/invoker.ts';
import type { MetricStore } from '../metrics/metric-store.ts';

/**
 * An invoker for event source mappings that reports `IteratorAge`: how old the last record of each batch is when the function gets it.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @param clock the time that metrics go by
 * @param recordClock the time that records are stamped with
 */
export function reportingIteratorAge(
  invoker: FunctionInvoker,
  store: MetricStore,
  clock: Clock,
  recordClock: Clock,
): FunctionInvoker {
  return {
    invoke(functionName, event) {
      const created = creationOfLast(event);
      if (created !== undefined) {
        const value = Math.max(0, recordClock() - created);
        const [name = '', qualifier] = functionName.replace(/^arn:.*:function:/, '').split(':');
        const resource = qualifier === undefined ? name : `${name}:${qualifier}`;
        for (const dimensions of [{ FunctionName: name }, { FunctionName: name, Resource: resource }]) {
          const metric = { namespace: 'AWS/Lambda', name: 'IteratorAge', dimensions };
          store.put({ ...metric, value, unit: 'Milliseconds', timestamp: clock() });
        }
      }
      return invoker.invoke(functionName, event);
    },
  };
}

/** In milliseconds since 1970; undefined for what is no batch of a DynamoDB stream. */
function creationOfLast(event: unknown): number | undefined {
  const records: unknown = isObject(event) ? event.Records : undefined;
  const last: unknown = Array.isArray(records) ? records.at(-1) : undefined;
  const change = isObject(last) ? last.dynamodb : undefined;
  const created = isObject(change) ? change.ApproximateCreationDateTime : undefined;
  return typeof created === 'number' ? created * 1000 : undefined;
}
