import type { Answer, OperationRequest } from '@dragons/core';
import { atVersion, versionTag } from '../at-version.ts';
import { dragonFaults, keptForm } from '../dragon-rules.ts';
import { folded } from '../folded.ts';
import { invalidRequest } from '../invalid-request.ts';
import type { Registry } from '../registry.ts';

/** Writes a dragon anew, if it is still at the version that the caller read. */
export async function replaceDragon(
  { path, header, body }: OperationRequest<'replaceDragon'>,
  registry: Pick<Registry, 'find' | 'replace'>,
): Promise<Answer<'replaceDragon'>> {
  const faults = dragonFaults(body);
  // The name may change its case and spelling: that is the same name. Another name would be another dragon.
  if (folded(body.dragonName) !== folded(path.dragonName)) {
    faults.push({ in: 'body', name: '/dragonName', message: 'must name the dragon in the path' });
  }
  if (faults.length > 0) return invalidRequest(faults);

  const outcome = await atVersion(path.dragonName, header['If-Match'], registry, (version) =>
    registry.replace(keptForm(body), version),
  );
  if ('problem' in outcome) return outcome;
  const { dragon, version } = outcome.done;
  return { status: 200, headers: { ETag: versionTag(version) }, body: dragon };
}
