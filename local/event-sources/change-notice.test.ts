import { describe, expect, it } from 'vitest';
import { ChangeNotice } from './change-notice.ts';

describe('a notice of changes', () => {
  it('wakes everybody who waits', async () => {
    const notice = new ChangeNotice();
    const waits = [notice.after(notice.version), notice.after(notice.version)];

    notice.give();

    await expect(Promise.all(waits)).resolves.toHaveLength(2);
  });

  it('that was given between a look and the wait is not missed', async () => {
    const notice = new ChangeNotice();
    const seen = notice.version;
    notice.give();

    await expect(notice.after(seen)).resolves.toBeUndefined();
  });
});
