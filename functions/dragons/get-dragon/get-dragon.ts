import { refuse, type Answer, type OperationRequest } from '@dragons/core';
import { answerTag, holder, revalidate } from '../answer-tag.ts';
import { catalogRefusal } from '../catalog-refusal.ts';
import { folded } from '../folded.ts';
import type { QueryDependencies } from '../query-dependencies.ts';

/** The dragon of that name, whatever the case in which it is asked for. */
export async function getDragon(
  { path, header }: OperationRequest<'getDragon'>,
  dependencies: QueryDependencies,
): Promise<Answer<'getDragon'>> {
  const settings = await dependencies.settings().catch(catalogRefusal);
  if ('problem' in settings) return settings;
  const name = folded(path.dragonName);

  const tagOf = (version: string): string => answerTag(version, name);
  // Only somebody who got this dragon from this version of the catalogue has this tag.
  const held = holder(named(header['If-None-Match']), tagOf);
  const read = await dependencies
    .read(settings, { filters: { dragonName: name }, limit: 1 }, held)
    .catch(catalogRefusal);
  if ('problem' in read) return read;

  const headers = { ETag: tagOf(read.version), 'Cache-Control': revalidate };
  if (read.found === undefined) return { status: 304, headers };
  const [dragon] = read.found.dragons;
  if (dragon === undefined) return refuse('no-such-dragon', `No dragon is called ${path.dragonName}.`);
  return { status: 200, headers, body: dragon };
}

/** `*` asks whether the dragon exists, which no tag tells: the query has to run. */
function named(header: string | undefined): string | undefined {
  return header?.trim() === '*' ? undefined : header;
}
