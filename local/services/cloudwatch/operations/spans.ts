import { invalid } from '../errors.ts';
import type { Span } from '../metrics/metric-store.ts';

/** More data points than this nobody gets at once. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostSpans = 100_800;

/**
 * The periods between two times, oldest first. They begin where a clock that counts periods would begin them: those of five minutes at 9:00, 9:05.
 * @param start milliseconds since 1970
 * @param period in seconds
 * @throws ServiceError `ValidationException` when there are too many
 */
export function spansBetween(start: number, end: number, period: number): Span[] {
  const length = period * 1000;
  const first = start - (start % length);
  const count = Math.ceil((end - first) / length);
  if (count > mostSpans) throw invalid(`The times and the period make ${count} data points, more than ${mostSpans}.`);
  return Array.from({ length: count }, (_, i) => ({ start: first + i * length, end: first + (i + 1) * length }));
}
