import { describe, expect, it } from 'vitest';
import { workerAt } from '../testing/reporting.ts';
import { addDragons } from '../testing/web/add-dragons.ts';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import type { Faults, Mend } from '../testing/web/faults.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { DragonForm, formValues } from '../testing/web/pages/dragon-form.ts';
import { plainText } from '../testing/web/texts.ts';
import type { Visitor } from '../testing/web/visitor.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

/** What can be wrong, and what the page is to say of it. It asks again four times: the fault is to be over by then, also where all takes long. */
const troubles: readonly { name: string; begin: (faults: Faults) => Promise<Mend>; says: string }[] = [
  { name: 'is stopped', begin: (faults) => faults.stop(), says: 'common.failure.unreachable' },
  { name: 'answers 429', begin: (faults) => faults.refuse(429, 2), says: 'common.failure.too-many-requests' },
  { name: 'answers 503', begin: (faults) => faults.refuse(503, 2), says: 'common.failure.unavailable' },
];

/** How the page counts the seconds until it asks again. */
const waiting = new RegExp(
  plainText('common.waiting', { count: 2 })
    .replace('2', String.raw`\d+`)
    .replace('seconds', 'seconds?'),
);

/** The Idempotency-Keys with which reports are sent from now on. */
function keysOf({ page }: Visitor): Set<string> {
  const keys = new Set<string>();
  page.on('request', (request) => {
    const key = request.headers()['idempotency-key'];
    if (request.method() === 'POST' && key !== undefined) keys.add(key);
  });
  return keys;
}

/** How many reports of a dragon the reporter has. */
async function reportsOf(dragonName: string): Promise<number> {
  const { dragons } = web.site;
  const { body } = await dragons.api('/reports?limit=100', { token: await dragons.token('reporter') });
  const { items } = JSON.parse(body) as { items: { dragon: { dragonName: string } }[] };
  return items.filter(({ dragon }) => dragon.dragonName === dragonName).length;
}

const named = (trouble: string, device: string): string => `When the API ${trouble}, on a ${device}`;

describe.skipIf(!web.hasBrowser).each(devices)('on a $name, an API', (device) => {
  describe.each(troubles)('that $name', ({ name, begin, says }) => {
    it('is told of while the page stays, and the list comes by itself when it is over', async () => {
      const visitor = await web.visitor(device, 'reporter', '/reports');
      const mend = await begin(visitor.faults);

      await visitor.follow('common.nav.report');
      await visitor.named('heading', 'report.form.title').waitFor();
      await visitor.follow('common.nav.browse');
      const notice = visitor.status.getByText(visitor.text(says)).first();
      await notice.getByText(waiting).waitFor();
      await mend();

      await new Browse(visitor).dragon('Atlas').waitFor();
      await eventually(() => visitor.status.getByText(visitor.text(says)).count()).toBe(0);
    });

    it('gets the report that was sent meanwhile when it is over, and nothing of it is typed again', async () => {
      const visitor = await web.visitor(device, 'reporter', '/report');
      const form = new DragonForm(visitor);
      const values = formValues(named(name, device.name));
      const keys = keysOf(visitor);
      await form.fill(values);
      const mend = await begin(visitor.faults);

      await form.send.click();
      await visitor.status.getByText(visitor.text(says)).waitFor();
      await visitor.status.getByText(visitor.text('report.waiting.kept')).waitFor();
      expect(await form.values(values)).toEqual(values);
      await mend();

      await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
      expect(keys.size).toBe(1);
      expect(await reportsOf(values.dragonName ?? '')).toBe(1);
    });
  });

  it('that takes 3 seconds for each answer is waited for, and the page says so', async () => {
    const visitor = await web.visitor(device, 'reporter', '/reports');
    const mend = await visitor.faults.slow(3000);

    await visitor.follow('common.nav.browse');
    await visitor.status.getByText(visitor.text('common.slow')).first().waitFor();

    await new Browse(visitor).dragon('Atlas').waitFor();
    await mend();
  });

  it('whose answer to a report is lost has it once, also when the person sends it again after a reload', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    const values = formValues(named('loses an answer', device.name));
    const keys = keysOf(visitor);
    await form.fill(values);
    const mend = await visitor.faults.loseAnswers('POST');

    await form.send.click();
    await visitor.status.getByText(visitor.text('report.waiting.kept')).waitFor();
    await mend();
    await visitor.page.reload();
    await visitor.signOutButton.waitFor();
    await eventually(() => form.values(values)).toEqual(values);
    await form.send.click();

    await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
    expect(keys.size).toBe(1);
    expect(await reportsOf(values.dragonName ?? '')).toBe(1);
  });

  it('that ends the session while a report is sent costs a sign-in, and not what was typed', async () => {
    const visitor = await web.visitor(device, 'reporter', '/report');
    const form = new DragonForm(visitor);
    const values = formValues(named('ends the session', device.name));
    await form.fill(values);
    const mend = await visitor.faults.forgetSessions();

    await form.send.click();
    await visitor.page.getByRole('alert').getByText(visitor.text('common.reason.expired')).waitFor();
    await mend();
    await visitor.signInButton.click();

    await visitor.signOutButton.waitFor();
    await eventually(() => form.values(values)).toEqual(values);
    await form.send.click();
    await visitor.page.getByText(visitor.text('report.one.accepted')).waitFor();
  });

  it('whose answer to a change is lost is asked what became of it, and the change counts once', async () => {
    const dragonName = named('loses a change', device.name);
    await addDragons(web.site, [{ dragonName }]);
    const visitor = await web.visitor(device, 'admin', `/dragons/${encodeURIComponent(dragonName)}/edit`);
    visitor.complaints.expect(/\/dragons\/When/, 412);
    const form = new DragonForm(visitor);
    await form.fill({ description: 'Counts the gulls.' });
    const mend = await visitor.faults.loseAnswers('PUT');

    await form.save.click();
    await visitor.status.getByText(visitor.text('common.failure.unreachable')).waitFor();
    expect(await form.field('description').inputValue()).toBe('Counts the gulls.');
    await mend();

    await visitor.status.getByText(visitor.text('dragon.flash.saved')).waitFor();
    const worker = await workerAt(web.site.dragons);
    expect((await worker.get(dragonName)).body).toContain('Counts the gulls.');
  });
});

describe.skipIf(!web.hasBrowser)('an API that fails', () => {
  const [device] = devices as [(typeof devices)[0]];

  it('is told of as soon as somebody looks for changes, and for as long as it is asked again', async () => {
    const visitor = await web.visitor(device, 'reader');
    const browse = new Browse(visitor);
    await browse.shown();
    const mend = await visitor.faults.stop();
    const notice = visitor.status.getByText(visitor.text('common.failure.unreachable'));

    await browse.refresh.click();
    await notice.getByText(waiting).waitFor();
    expect(await visitor.status.getByText(visitor.text('browse.news.looking')).count()).toBe(0);
    const answer = await visitor.faults.hold();
    await mend();
    await notice.getByText(visitor.text('common.loading')).waitFor();
    await answer();

    await eventually(() => notice.count()).toBe(0);
    expect(await browse.dragon('Atlas').count()).toBe(1);
  });

  it('leaves the list that is there where it is, and is asked when the person wants it', async () => {
    const visitor = await web.visitor(device, 'reader');
    const browse = new Browse(visitor);
    await browse.shown();
    const mend = await visitor.faults.refuse(503, 30);

    await browse.refresh.click();
    await visitor.status.getByText(visitor.text('common.failure.unavailable')).waitFor();
    // Up to a fifth longer than the API asked for, and counted down while the test looks. By itself the page would wait ten at most.
    await visitor.status.getByText(/ (2\d|3[0-6]) seconds/).waitFor();
    expect(await browse.dragon('Atlas').count()).toBe(1);
    await mend();
    await visitor.named('button', 'common.retry').click();

    await eventually(() => visitor.status.getByText(visitor.text('common.failure.unavailable')).count()).toBe(0);
  });
});
