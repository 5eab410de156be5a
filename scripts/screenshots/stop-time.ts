import type { Site } from '../../tests/testing/web/site.ts';
import type { Visitor } from '../../tests/testing/web/visitor.ts';

/** Before every token that is made while pictures are taken: one that is good is good then, too. */
const moment = '2025-05-05T09:30:00.000Z';

/** Lets a page believe that it is one certain moment, at which everything happened that the API tells of. */
export async function stopTime({ page }: Visitor, { api }: Site): Promise<void> {
  await page.clock.setFixedTime(moment);
  await page.route(`${api}/**`, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, moment) });
  });
}
