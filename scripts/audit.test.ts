import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readAudit } from './audit/read-audit.ts';
import { runScript, type Ended } from './testing/run-script.ts';

let server: Server | undefined;
afterEach(() => server?.close());
const folder = mkdtempSync(join(tmpdir(), 'dragons-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** npm remembers what it was told about an advisory. */
let caches = 0;

const advisory = {
  id: 1,
  url: 'https://example.com/advisories/1',
  title: 'Takes any signature',
  severity: 'high',
  vulnerable_versions: '>=0.0.0',
};

/** Runs the command with a registry that answers npm's question for advisories. */
async function audit(status: number, advisories: object, args: readonly string[] = []): Promise<Ended> {
  server = createServer((request, response) => {
    const isQuestion = request.url?.endsWith('/advisories/bulk') === true;
    // Beyond advisories npm asks which versions a package has.
    const versions = { name: 'jose', versions: { '6.2.17': { name: 'jose', version: '6.2.17' } }, 'dist-tags': {} };
    request.resume();
    response.writeHead(isQuestion ? status : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(isQuestion ? advisories : versions));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return runScript('scripts/audit.ts', args, {
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_fetch_retries: '0',
    npm_config_cache: join(folder, String((caches += 1))),
  });
}

describe('npm run audit', () => {
  it('is content where nothing is known', async () => {
    const { code, stdout, stderr } = await audit(200, {});

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('0 packages');
  });

  it('ends with 1 where something serious is known against a package in use, and says what', async () => {
    const { code, stderr } = await audit(200, { jose: [advisory] });

    expect(code).toBe(1);
    expect(stderr).toContain('high: jose\n  Takes any signature (https://example.com/advisories/1)');
  });

  it('tells what is less serious, and goes on', async () => {
    const { code, stdout, stderr } = await audit(200, { jose: [{ ...advisory, severity: 'moderate' }] });

    expect(code).toBe(0);
    expect(stderr).toContain('moderate: jose');
    expect(stdout).toContain('0 packages with something of high severity or worse, ');
  });

  it('says loudly that the registry did not answer, and goes on', async () => {
    const { code, stderr } = await audit(405, {});

    expect(code).toBe(0);
    expect(stderr).toMatch(/^!{20,}\n!! npm audit did NOT run: .*\n!! .*405/m);
  });

  it('ends with 1 where an answer is required and there is none', async () => {
    expect((await audit(405, {}, ['--required'])).code).toBe(1);
  });
});

it.each(['', 'npm error', '[]', '{}', 'null'])('what is no report (%j) is no good news', (output) => {
  expect(readAudit(output)).toEqual({ outcome: 'unanswered', reason: 'npm audit printed no report' });
});
