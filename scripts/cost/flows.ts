import { backgroundMilliseconds, millisecondsOf, type Facts } from './facts.ts';
import type { Uses } from './calls.ts';

/** How often something runs a function. */
export interface Invocation {
  /** Its logical id. */
  readonly function: string;
  readonly times: number;
  /** Warm. */
  readonly milliseconds: number;
  /** Whether it begins a trace of its own; it belongs to the trace of the request otherwise. */
  readonly beginsTrace: boolean;
}

/** What a request to an operation sets off, until all of its consequences have come to rest; figures are averages. */
export interface Flow {
  readonly invocations: readonly Invocation[];
  /** What is used beside the functions: by the workflow itself. */
  readonly uses: Uses;
}

/** The states that an execution enters, as report-dragon.asl.yaml has them (tests/cost/flows.test.ts follows them). */
export const paths = {
  accepted: ['Validate', 'Add', 'Announce', 'WantsConfirmation', 'Accepted'],
  confirmed: ['Validate', 'Add', 'Announce', 'WantsConfirmation', 'Confirm', 'Accepted'],
  rejected: ['Validate', 'Reject', 'Announce', 'WantsConfirmation', 'Rejected'],
} as const;

/**
 * State transitions of an execution: one for each state that it enters. AWS's own examples count the start, too
 * (https://aws.amazon.com/step-functions/pricing/), so that this counts it as one more.
 */
const transitionsOf = (path: keyof typeof paths): number => paths[path].length + 1;

/** What a request sets off. @param operation of the contract */
export function flowOf(operation: string, facts: Facts): Flow {
  const { profile } = facts;
  const traffic = profile.operations[operation];
  if (traffic === undefined) return { invocations: [], uses: {} };
  const own: Invocation = {
    function: operation.replace(/^./, (letter) => letter.toUpperCase()),
    times: 1,
    milliseconds: millisecondsOf(operation, traffic, facts),
    beginsTrace: false,
  };
  if (operation === 'replaceDragon' || operation === 'removeDragon') {
    return { invocations: [own, published(facts, 1), announced(facts, 1)], uses: {} };
  }
  if (operation !== 'reportDragon') return { invocations: [own], uses: {} };

  const { replayed, rejected, confirmed } = profile.reports;
  const fresh = 1 - replayed;
  const accepted = fresh - rejected;
  const task = (logicalId: string, times: number): Invocation => ({
    function: logicalId,
    times,
    milliseconds: backgroundMilliseconds(logicalId, facts),
    beginsTrace: false,
  });
  return {
    invocations: [
      own,
      task('ValidateDragon', fresh),
      task('AddDragon', accepted),
      task('RejectReport', rejected),
      task('ConfirmReport', accepted * confirmed),
      published(facts, accepted),
    ],
    uses: {
      'states-transitions':
        rejected * transitionsOf('rejected') +
        accepted * (1 - confirmed) * transitionsOf('accepted') +
        accepted * confirmed * transitionsOf('confirmed'),
      // Announce, which the workflow does itself.
      'sns-publishes': fresh,
    },
  };
}

function published(facts: Facts, changes: number): Invocation {
  return followed('PublishCatalog', changes, facts);
}

function announced(facts: Facts, changes: number): Invocation {
  return followed('AnnounceChanges', changes, facts);
}

/** A reader of the stream, which gets several changes at a time where there are many. */
function followed(logicalId: string, changes: number, facts: Facts): Invocation {
  return {
    function: logicalId,
    times: changes / facts.profile.changesPerBatch,
    milliseconds: backgroundMilliseconds(logicalId, facts),
    beginsTrace: true,
  };
}
