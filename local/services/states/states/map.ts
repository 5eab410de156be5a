import type { Json, JsonObject } from '../../../json.ts';
import { readErrorHandlers, withHandlers } from '../engine/error-handlers.ts';
import { runChildren } from '../engine/run-children.ts';
import type { ChildEvents } from '../engine/run-children.ts';
import type { Visit } from '../engine/visit.ts';
import type { Fields } from '../definition/fields.ts';
import { leadsTo, readNext } from './state-fields.ts';
import type { ReadState } from './state-fields.ts';

/** AWS runs so many iterations of an inline Map state at once. */
const mostAtOnce = 40;

const onlyDistributed = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];

/** Map, inline: runs its states for each item. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
export const readMap: ReadState = (from) => {
  const { name, type, fields, language, readScope } = from;
  fields.refuse(onlyDistributed, 'it belongs to Map states in DISTRIBUTED mode');
  // Iterator is what ItemProcessor was called before 2022.
  const processor = fields.object(fields.has('Iterator') ? 'Iterator' : 'ItemProcessor');
  if (processor === undefined) fields.problem('ItemProcessor', "The field 'ItemProcessor' is required");
  else refuseDistributed(processor);
  const scope = processor === undefined ? { startAt: '', states: new Map() } : readScope(processor);
  const items = language.mapItems(fields);
  const concurrency = language.integer(fields, 'MaxConcurrency', { min: 0 });
  const flow = language.flow(fields, { result: true, selector: true, assign: true });
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
        const frame = visit.frame();
        const list = await items.items(frame);
        const most = (await concurrency?.(frame)) ?? 0;
        if (visit.isFirstStart) visit.add('MapStateStarted', { details: { length: list.length } });
        try {
          const outputs = await runChildren(
            visit,
            list.length,
            most === 0 ? mostAtOnce : Math.min(most, mostAtOnce),
            async (index) => {
              const map = iterationContext(index, list[index] ?? null);
              return { scope, map, input: await items.itemInput(visit.frame({ Map: map }), list[index] ?? null) };
            },
            iterationEvents(name),
          );
          visit.add('MapStateSucceeded');
          return await flow.leave(visit.frame(), outputs);
        } catch (error) {
          visit.addFailure('MapStateFailed', error);
          throw error;
        }
      }),
  };
};

function iterationContext(index: number, value: Json): JsonObject {
  return { Item: { Index: index, Value: value } };
}

function iterationEvents(name: string): ChildEvents {
  const byParent = (type: string) => (visit: Visit, index: number, previous: number) =>
    void visit.add(type, { details: { name, index }, previous });
  return {
    started: ({ execution, thread, signal }, index) =>
      void execution.add(thread, signal, 'MapIterationStarted', { details: { name, index } }),
    succeeded: ({ execution, thread, signal }, index) =>
      void execution.add(thread, signal, 'MapIterationSucceeded', { details: { name, index } }),
    failed: byParent('MapIterationFailed'),
    aborted: byParent('MapIterationAborted'),
  };
}

function refuseDistributed(processor: Fields): void {
  const config = processor.object('ProcessorConfig');
  const mode = config?.text('Mode') ?? 'INLINE';
  if (mode === 'DISTRIBUTED') {
    config?.problem('Mode', 'Map states in DISTRIBUTED mode are not simulated by the local AWS');
    config?.any('ExecutionType');
  } else if (mode !== 'INLINE') {
    config?.problem('Mode', 'Value should be one of the following: [INLINE, DISTRIBUTED]');
  }
  config?.finish();
}
