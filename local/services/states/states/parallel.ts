import { readErrorHandlers, withHandlers } from '../engine/error-handlers.ts';
import { runChildren } from '../engine/run-children.ts';
import { leadsTo, readNext } from './state-fields.ts';
import type { ReadState } from './state-fields.ts';

/** Parallel: runs its branches side by side. https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export const readParallel: ReadState = (from) => {
  const { name, type, fields, language, readScope } = from;
  const branches = fields.objects('Branches').map(readScope);
  if (branches.length === 0) fields.problem('Branches', 'A Parallel state has at least one branch');
  const flow = language.flow(fields, { arguments: true, result: true, selector: true, assign: true });
  const handlers = readErrorHandlers(fields, language);
  const next = readNext(from);
  return {
    name,
    type,
    ...leadsTo(
      next,
      handlers.catchers.map((catcher) => catcher.next),
    ),
    run: (visit) =>
      withHandlers(visit, handlers, next, async () => {
        const input = await flow.arguments(visit.frame());
        if (visit.isFirstStart) visit.add('ParallelStateStarted');
        try {
          const outputs = await runChildren(visit, branches.length, branches.length, async (index) => {
            const scope = branches[index];
            if (scope === undefined) throw new Error(`There is no branch ${index}.`);
            return { scope, input };
          });
          visit.add('ParallelStateSucceeded');
          return await flow.leave(visit.frame(), outputs);
        } catch (error) {
          visit.addFailure('ParallelStateFailed', error);
          throw error;
        }
      }),
  };
};
