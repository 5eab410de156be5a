import { setTimeout as wait } from 'node:timers/promises';
import type { Dragon } from '../../../functions/dragons/dragon.ts';
import { stageAddress } from '../../../scripts/aws/stage-address.ts';
import { functionCaller } from '../../../scripts/lambda/invoke-function.ts';
import { dragonOf, reportOf } from '../reporting.ts';
import type { Site } from './site.ts';

/** Has dragons imported, and waits until the list shows them. @param dragons each with a name of its own; the rest is filled in */
export async function addDragons(
  { dragons: application }: Site,
  dragons: readonly (Partial<Dragon> & Pick<Dragon, 'dragonName'>)[],
): Promise<void> {
  const address = stageAddress({}, { stage: 'local', endpoint: application.endpoint }, 'Lambda');
  const caller = functionCaller(address, 60_000);
  await caller.invoke(
    'import-dragons',
    JSON.stringify({ dragons: dragons.map((dragon) => ({ ...dragonOf(reportOf(dragon.dragonName)), ...dragon })) }),
  );
  caller.close();
  const token = await application.token('reader');
  const shows = async ({ dragonName }: Pick<Dragon, 'dragonName'>): Promise<boolean> => {
    const { body } = await application.api(`/dragons?dragonName=${encodeURIComponent(dragonName)}`, { token });
    return body.includes('"dragonName"');
  };
  for (const dragon of dragons) while (!(await shows(dragon))) await wait(20);
}
