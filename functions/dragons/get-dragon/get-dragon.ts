import { entityTagMatches, refuse, type Answer, type OperationRequest } from '@dragons/core';
import { revalidate } from '../answer-tag.ts';
import { versionTag } from '../at-version.ts';
import { registryRefusal } from '../registry-refusal.ts';
import type { Registry } from '../registry.ts';

/** The dragon of that name, whatever the case in which it is asked for, as it is at this moment. */
export async function getDragon(
  { path, header }: OperationRequest<'getDragon'>,
  registry: Pick<Registry, 'find'>,
): Promise<Answer<'getDragon'>> {
  const found = await registry.find(path.dragonName).catch(registryRefusal);
  if (found === undefined) return refuse('no-such-dragon', `No dragon is called ${path.dragonName}.`);
  if ('problem' in found) return found;
  const headers = { ETag: versionTag(found.version), 'Cache-Control': revalidate };
  if (entityTagMatches(header['If-None-Match'], headers.ETag)) return { status: 304, headers };
  return { status: 200, headers, body: found.dragon };
}
