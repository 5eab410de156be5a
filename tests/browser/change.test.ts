import { beforeAll, describe, expect, it } from 'vitest';
import { addDragons } from '../testing/web/add-dragons.ts';
import { devices } from '../testing/web/devices.ts';
import { eventually } from '../testing/web/eventually.ts';
import { Conflict } from '../testing/web/pages/conflict.ts';
import { DragonForm } from '../testing/web/pages/dragon-form.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

describe.skipIf(!web.hasBrowser)('an administrator', () => {
  beforeAll(async () => {
    const names = devices.flatMap(({ name }) => [
      `Changed on a ${name}`,
      `Contested on a ${name}`,
      `Removed on a ${name}`,
    ]);
    await addDragons(
      web.site,
      names.map((dragonName) => ({ dragonName })),
    );
  });

  describe.each(devices)('on a $name', (device) => {
    it('changes a dragon, which is shown to others as it is now', async () => {
      const path = `/dragons/${encodeURIComponent(`Changed on a ${device.name}`)}`;
      const admin = await web.visitor(device, 'admin', path);
      const form = new DragonForm(admin);

      await admin.named('link', 'dragon.change').click();
      await form.fill({ description: 'Counts the gulls.', city: 'tacoma' });
      await form.save.click();

      await admin.page.getByRole('status').getByText(admin.text('dragon.flash.saved')).waitFor();
      const reader = await web.visitor(device, 'reader', path);
      await reader.page.getByText('Counts the gulls.').waitFor();
      await reader.page.getByText('tacoma').waitFor();
      expect(await reader.named('link', 'dragon.change').count()).toBe(0);
      expect(await reader.named('button', 'dragon.remove').count()).toBe(0);
    });

    it('sees both versions when somebody else was faster, and chooses field by field', async () => {
      const path = `/dragons/${encodeURIComponent(`Contested on a ${device.name}`)}`;
      const slower = await web.visitor(device, 'admin', `${path}/edit`);
      const faster = await web.visitor(device, 'admin', `${path}/edit`);
      slower.complaints.expect(/\/dragons\/Contested/, 412);
      await new DragonForm(slower).fill({ description: 'Mine: counts the gulls.', city: 'tacoma' });
      await new DragonForm(faster).fill({ description: 'Theirs: counts the waves.', neighborhood: 'pier 66' });
      await new DragonForm(faster).save.click();
      await faster.page.getByRole('status').getByText(faster.text('dragon.flash.saved')).waitFor();

      await new DragonForm(slower).save.click();

      const conflict = new Conflict(slower);
      await conflict.heading.waitFor();
      expect(await conflict.isChosen('city', 'mine')).toBe(true);
      expect(await conflict.isChosen('neighborhood', 'theirs')).toBe(true);
      expect(await conflict.texts('description')).toEqual(['Mine: counts the gulls.', 'Theirs: counts the waves.']);
      await conflict.choose('description', 'theirs');
      await conflict.save.click();
      await slower.page.getByRole('status').getByText(slower.text('dragon.flash.saved')).waitFor();
      for (const text of ['Theirs: counts the waves.', 'tacoma', 'pier 66']) {
        await slower.page.getByRole('main').getByText(text).waitFor();
      }
    });

    it('removes a dragon after a question, and nobody finds it any more', async () => {
      const path = `/dragons/${encodeURIComponent(`Removed on a ${device.name}`)}`;
      const admin = await web.visitor(device, 'admin', path);
      const dialog = admin.page.getByRole('dialog');

      await admin.named('button', 'dragon.remove').click();
      await dialog.getByRole('button', { name: admin.text('dragon.remove.keep') }).click();
      await eventually(() => dialog.count()).toBe(0);
      await admin.named('button', 'dragon.remove').click();
      await dialog.getByRole('button', { name: admin.text('dragon.remove.do'), exact: true }).click();

      await admin.page.getByRole('status').getByText(admin.text('dragon.flash.removed')).waitFor();
      const reader = await web.stranger(device);
      reader.complaints.expect(/\/dragons\/Removed/, 404);
      await reader.page.goto(path);
      await reader.signIn('reader');
      await reader.named('heading', 'dragon.missing.title').waitFor();
    });
  });
});
