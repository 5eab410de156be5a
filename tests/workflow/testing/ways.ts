import { always, fails, type Faults } from './faults.ts';

/** How an execution of a report that asks for a text message comes to each task. */
const ways: Readonly<Record<string, Faults>> = {
  Validate: {},
  Add: {},
  Reject: { Validate: always(fails('DragonValidationException', 'name-taken')) },
  Announce: {},
  KeepEvent: { Announce: always(fails('InternalError')) },
  Confirm: {},
};

/** What has to go wrong for an execution to come to a state. */
export function wayTo(state: string): Faults {
  const way = ways[state];
  if (way === undefined) throw new Error(`Nobody said how an execution comes to ${state}: say it in testing/ways.ts.`);
  return way;
}
