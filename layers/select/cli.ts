#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { main } from './cli/main.ts';

/** The version that the package beside this file says. */
function version(): string {
  const description: unknown = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  return typeof description === 'object' && description !== null && 'version' in description
    ? String(description.version)
    : 'unknown';
}

// Set instead of ended with: what is written to a pipe may still be on its way.
process.exitCode = await main(process.argv.slice(2), version(), process);
