import { isTimestamp } from '../language/comparisons.ts';
import { errorNames, ownError } from '../states-error.ts';
import { leadsTo, readNext } from './state-fields.ts';
import type { ReadState, StateFields } from './state-fields.ts';
import type { Visit } from '../engine/visit.ts';

const longestWait = 99_999_999;

/** Wait: until so many seconds are over, or until a time. https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export const readWait: ReadState = (from) => {
  const { name, type, fields, language } = from;
  const end = readEnd(from);
  const flow = language.flow(fields, { assign: true });
  const next = readNext(from);
  return {
    name,
    type,
    ...leadsTo(next),
    async run(visit) {
      const frame = visit.frame();
      await visit.pauseUntil(await end(visit));
      return { ...(await flow.leave(frame, await flow.input(frame))), next };
    },
  };
};

/** When the wait is over, counted from when the state was entered: a process that ended in between changes nothing. */
function readEnd({ fields, language }: StateFields): (visit: Visit) => number | Promise<number> {
  const range = { min: 0, max: longestWait };
  const seconds = language.integer(fields, 'Seconds', range);
  const timestamp = language.text(fields, 'Timestamp');
  if ((seconds === undefined) === (timestamp === undefined)) {
    fields.problem('', "A Wait state has one of 'Seconds' and 'Timestamp'");
  }
  if (seconds !== undefined) return async (visit) => visit.position.enteredAt + (await seconds(visit.frame())) * 1000;
  return async (visit) => timeOf((await timestamp?.(visit.frame())) ?? '');
}

function timeOf(timestamp: string): number {
  if (isTimestamp(timestamp)) return Date.parse(timestamp);
  throw ownError(errorNames.runtime, `The Timestamp of a Wait state cannot be parsed: ${timestamp}`);
}
