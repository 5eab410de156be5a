import { describe, expect, it } from 'vitest';
import { desktop, devices, phone } from '../testing/web/devices.ts';
import { Browse } from '../testing/web/pages/browse.ts';
import { PageWeight } from '../testing/web/page-weight.ts';
import { webTests } from '../testing/web/web-tests.ts';

const web = await webTests();

/** What the page may weigh: HTML, CSS and JavaScript in gzip, bytes. */
const limit = 90_000;

/** The directives of a Content-Security-Policy. */
function directivesOf(policy: string | null): Map<string, string[]> {
  const directives = (policy ?? '').split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]));
}

describe.skipIf(!web.hasBrowser)('the page', () => {
  it('may do nothing but run its own files and talk to the API and the user pool', async () => {
    const { origin, api, domain } = web.site;

    for (const path of ['/', '/dragons/Atlas', '/index.html', '/no-such-file.js']) {
      const directives = directivesOf((await fetch(origin + path)).headers.get('content-security-policy'));

      expect(directives.get('default-src'), path).toEqual(["'none'"]);
      expect(directives.get('script-src'), path).toEqual(["'self'"]);
      expect(directives.get('style-src'), path).toEqual(["'self'"]);
      expect(directives.get('connect-src')?.toSorted(), path).toEqual(["'self'", api, domain].toSorted());
      expect(directives.get('frame-ancestors'), path).toEqual(["'none'"]);
      expect(directives.get('require-trusted-types-for'), path).toEqual(["'script'"]);
      expect([...directives.values()].flat().join(' '), path).not.toMatch(/unsafe-|\*|data:|blob:/);
    }
  });

  it('is asked for anew at each visit, and its files, whose names change with them, once a year', async () => {
    const visitor = await web.stranger(desktop);
    const weight = new PageWeight(visitor.page, web.site);
    await visitor.page.reload();
    await visitor.signInButton.waitFor();

    const cached = await Promise.all(
      weight.paths.map(async (path) => {
        const { headers } = await fetch(web.site.origin + path);
        return [path, headers.get('cache-control')] as const;
      }),
    );

    expect(cached.length).toBeGreaterThan(2);
    for (const [path, control] of cached) {
      expect(control, path).toBe(path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    }
  });

  it.each(devices)(
    'weighs at most 90 kB on a $name, when somebody comes and when they see the dragons',
    async (device) => {
      const stranger = await web.stranger(device);
      const welcome = new PageWeight(stranger.page, web.site);
      await stranger.page.reload();
      await stranger.signInButton.waitFor();
      await stranger.page.waitForLoadState('networkidle');
      const visitor = await web.visitor(device, 'reader');
      const list = new PageWeight(visitor.page, web.site);
      await visitor.page.reload();
      await new Browse(visitor).dragon('Atlas').waitFor();
      await visitor.page.waitForLoadState('networkidle');

      expect(welcome.paths.some((path) => path.endsWith('.js'))).toBe(true);
      expect(await welcome.gzip()).toBeLessThanOrEqual(limit);
      expect(list.paths.length).toBeGreaterThanOrEqual(welcome.paths.length);
      expect(await list.gzip()).toBeLessThanOrEqual(limit);
    },
  );

  it('loads the data of the map when somebody wants to see it', async () => {
    const visitor = await web.visitor(phone, 'reader');
    const browse = new Browse(visitor);
    await browse.dragon('Atlas').waitFor();
    await visitor.page.waitForLoadState('networkidle');
    const weight = new PageWeight(visitor.page, web.site, ['script', 'fetch']);

    await browse.unfold('browse.overview');
    await browse.chart(/^Nevada:/).waitFor();

    expect(await weight.gzip()).toBeGreaterThan(10_000);
  });
});
