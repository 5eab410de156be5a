import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { RealTasks } from './real-tasks.ts';

/** Lets a service fail for a number of requests; then it answers again. */
export function failing(
  tasks: RealTasks,
  service: keyof RealTasks['answers'],
  count: number,
  body: string,
  status = 503,
): void {
  let left = count;
  const headers = { 'content-type': service === 'sns' ? 'text/xml' : 'application/x-amz-json-1.0' };
  tasks.answers[service] = () => {
    left -= 1;
    return left < 0 ? undefined : { status, headers, body };
  };
}

/** The failures of tasks that a history tells of. */
export const failuresOf = (history: readonly HistoryEvent[]) =>
  history.flatMap(({ taskFailedEventDetails: details }) => details ?? []);

/** How many of the texts hold another: said without them, which are long. */
export const holding = (texts: readonly string[], wanted: string): number =>
  texts.filter((text) => text.includes(wanted)).length;
