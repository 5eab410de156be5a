import type { Answer, OperationRequest } from '@dragons/core';
import { atVersion } from '../at-version.ts';
import type { Registry } from '../registry.ts';

/** Removes a dragon, if it is still at the version that the caller read. Its name is free again. */
export async function removeDragon(
  { path, header }: OperationRequest<'removeDragon'>,
  registry: Pick<Registry, 'find' | 'remove'>,
): Promise<Answer<'removeDragon'>> {
  const outcome = await atVersion(path.dragonName, header['If-Match'], registry, (version) =>
    registry.remove(path.dragonName, version),
  );
  return 'problem' in outcome ? outcome : { status: 204, headers: {} };
}
