import { entityTagMatchesStrongly, refuse, type Refusal } from '@dragons/core';
import { answerTag } from './answer-tag.ts';
import { invalidRequest } from './invalid-request.ts';
import { registryRefusal } from './registry-refusal.ts';
import type { DragonVersion, RegisteredDragon, Registry } from './registry.ts';

/** The entity tag of a dragon at a version. */
export function versionTag({ incarnation, number }: DragonVersion): string {
  return answerTag(`${incarnation}.${number}`, 'dragon');
}

/** How often a change is tried that is to be made to whatever version there is. */
const attempts = 10;

/**
 * Changes a dragon if it is at the version that an `If-Match` header names (RFC 9110, 13.1.1). `*` names whatever version there is.
 * @param change makes the change if the dragon is still at a version; `changed` when it is not
 * @returns what the change gave, or what the client is told
 */
export async function atVersion<Done>(
  dragonName: string,
  ifMatch: string | undefined,
  registry: Pick<Registry, 'find'>,
  change: (version: DragonVersion) => Promise<Done | 'changed'>,
): Promise<
  | { readonly done: Done }
  | Refusal<
      'invalid-request' | 'precondition-required' | 'no-such-dragon' | 'precondition-failed' | 'registry-unavailable'
    >
> {
  if (ifMatch === undefined) {
    return refuse('precondition-required', 'Send If-Match with the ETag of the version that you read.');
  }
  if (!isListOfTags(ifMatch)) {
    return invalidRequest([{ in: 'header', name: 'If-Match', message: 'must be an entity tag in its quotes, or *' }]);
  }
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const current: RegisteredDragon | Refusal<'registry-unavailable'> | undefined = await registry
      .find(dragonName)
      .catch(registryRefusal);
    if (current === undefined) return refuse('no-such-dragon', `No dragon is called ${dragonName}.`);
    if ('problem' in current) return current;
    if (!entityTagMatchesStrongly(ifMatch, versionTag(current.version))) break;
    const done = await change(current.version).catch(registryRefusal);
    if (isRefusal(done)) return done;
    if (done !== 'changed') return { done };
  }
  return refuse(
    'precondition-failed',
    `${dragonName} is not at the version that If-Match names. Read it again and decide again.`,
  );
}

function isRefusal(value: unknown): value is Refusal<'registry-unavailable'> {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/** Whether a header is what `If-Match` may hold (RFC 9110, 13.1.1 and 8.8.3). */
function isListOfTags(header: string): boolean {
  return /^\s*(\*|(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*)\s*$/.test(header);
}
