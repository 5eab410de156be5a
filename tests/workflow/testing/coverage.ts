import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { definition } from './definition.ts';
import { edgesWalked } from './edges.ts';

/** The edges that the executions of this test file went over. */
export const walked = new Set<string>();

/** Adds an execution that nobody interrupted. */
export function noteWalk(history: readonly HistoryEvent[]): void {
  for (const edge of edgesWalked(definition, history)) walked.add(edge);
}
