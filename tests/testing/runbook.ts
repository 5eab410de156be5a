import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorOf } from './anchor-of.ts';
import { root } from './contract.ts';

/** One entry of the section "Alarms" of docs/operations.md. */
export interface RunbookEntry {
  readonly title: string;
  /** Where its heading is, as GitHub names it. */
  readonly anchor: string;
  readonly text: string;
}

const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8');

const section = (title: string): string =>
  operations.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? `There is no section ${title}.`;

/** The text of the section "Alarms". */
export const alarmsText = section('Alarms');

/** The text of the section "Metrics". */
export const metricsText = section('Metrics');

export const runbook: readonly RunbookEntry[] = alarmsText
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const [title = ''] = text.split('\n', 1);
    return { title, anchor: anchorOf(title), text };
  });

/** The command lines in a text's blocks of code, with what continues a line. */
export function commandsIn(text: string): string[] {
  return [...text.matchAll(/^ *```console\n(.*?)^ *```/gms)].flatMap(([, block = '']) =>
    block
      .replaceAll(/\\\n/g, ' ')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

/** The names of alarms that an entry is about: what it begins with. */
export function namesIn(entry: string): string[] {
  return [...(entry.split('\n- **')[0] ?? '').matchAll(/`([A-Z]*[a-z-]+)`/g)].map(([, name = '']) => name);
}
