import type { Change, PartChange } from './change.ts';
import { operationChanges } from './compare-operations.ts';
import { gatewayResponseChanges } from './gateway-responses.ts';
import { operationsOf } from './operations.ts';
import { pairs } from './place.ts';

/**
 * Says in what two contracts differ for clients: requests may only be understood better, answers may only hold what was promised.
 * @param before the contract that clients know, as a document
 * @param now the contract as it is, as a document
 * @returns every difference once for each operation, breaking ones first
 */
export function compareContracts(before: unknown, now: unknown): Change[] {
  const changes = pairs(operationsOf(before), operationsOf(now)).flatMap(([, old, fresh]) => {
    if (fresh === undefined)
      return [{ operation: old?.title ?? '', part: '', what: 'is gone', isBreaking: true, pointer: '#/paths' }];
    const isNew = { part: '', what: 'is new', isBreaking: false, pointer: fresh.source.pointer };
    const parts = old === undefined ? [isNew] : operationChanges(old, fresh);
    return once(parts).map((part) => ({ operation: fresh.title, ...part }));
  });
  const gateway = gatewayResponseChanges(before, now).map((part) => ({
    operation: 'API Gateway’s own answers',
    ...part,
  }));
  return [...changes, ...gateway].sort((a, b) => Number(b.isBreaking) - Number(a.isBreaking));
}

/** An operation may use a schema in many answers: what changed in it is told once, with the first of them. */
function once(parts: readonly PartChange[]): PartChange[] {
  const keyOf = ({ pointer, what, isBreaking }: PartChange): string => JSON.stringify([pointer, what, isBreaking]);
  // A required property stands in a list, whose place many share.
  const nameOf = ({ part }: PartChange): string => part.split(' ').at(-1) ?? '';
  return [...new Map(parts.toReversed().map((part) => [`${keyOf(part)} ${nameOf(part)}`, part])).values()].reverse();
}
