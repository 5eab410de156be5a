import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../local/testing/browser.ts';
import { runScript } from '../../scripts/testing/run-script.ts';
import { contract, operations } from '../testing/contract.ts';
import { Complaints } from '../testing/web/complaints.ts';
import { desktop } from '../testing/web/devices.ts';

const browser = await launchBrowser();
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dragons-docs-'));
  file = join(folder, 'index.html');
  const { code, stdout, stderr } = await runScript('scripts/docs.ts', ['--output', file], {});
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(pathToFileURL(file).href);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

it('is one file in which nothing stands that API Gateway alone reads', async () => {
  const html = await readFile(file, 'utf8');

  for (const text of ['Fn::', '${AWS', 'aws_proxy', 'cognito_user_pools', ' src="http', 'href="https://cdn'])
    expect([text, html.includes(text)]).toEqual([text, false]);
});

describe.skipIf(browser === undefined)('in a browser without a network', () => {
  it(
    'shows every operation with its scope, asks nobody for anything, and complains of nothing',
    { timeout: 60_000 },
    async () => {
      const context = await browser!.newContext({ ...desktop.options, offline: true });
      const requests: string[] = [];
      context.on('request', (request) => requests.push(request.url()));
      const complaints = new Complaints(context, ['null']);
      const page = await context.newPage();

      await page.goto(pathToFileURL(file).href);

      await page
        .getByRole('heading', { level: 1, name: `${contract.info.title} (${contract.info.version})` })
        .waitFor();
      for (const { source, method, scopes } of operations) {
        const name = String(source.summary);
        await page.getByRole('link', { name: new RegExp(`^${name} ${method}$`, 'i') }).click();
        await page.getByRole('heading', { name }).waitFor();
        for (const scope of scopes)
          await page.getByText('(Required scopes:').filter({ hasText: scope, visible: true }).first().waitFor();
      }
      expect(await page.getByText('CORS preflight').count()).toBe(0);
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
      expect(complaints.heard).toEqual([]);
      await context.close();
    },
  );
});
