import { entityTagMatches, refuse, type Answer, type OperationRequest } from '@dragons/core';
import { answerTag } from '../answer-tag.ts';
import { catalogRefusal } from '../catalog-refusal.ts';
import { folded } from '../folded.ts';
import type { QueryDependencies } from '../query-dependencies.ts';

/** The dragon of that name, whatever the case in which it is asked for. */
export async function getDragon(
  { path, header }: OperationRequest<'getDragon'>,
  dependencies: QueryDependencies,
): Promise<Answer<'getDragon'>> {
  const settings = await dependencies.settings();
  const name = folded(path.dragonName);

  const version = await dependencies.version(settings).catch(catalogRefusal);
  if (typeof version !== 'string') return version;
  const tag = answerTag(version, name);
  const headers = { ETag: tag, 'Cache-Control': 'private, no-cache' };
  // Only somebody who got this dragon from this version of the catalogue has this tag.
  if (entityTagMatches(named(header['If-None-Match']), tag)) return { status: 304, headers };

  const found = await dependencies.query(settings, { filters: { dragonName: name }, limit: 1 }).catch(catalogRefusal);
  if ('problem' in found) return found;
  const [dragon] = found.dragons;
  if (dragon === undefined) return refuse('no-such-dragon', `No dragon is called ${path.dragonName}.`);
  return { status: 200, headers, body: dragon };
}

/** `*` asks whether the dragon exists, which no tag tells: the query has to run. */
function named(header: string | undefined): string | undefined {
  return header?.trim() === '*' ? undefined : header;
}
