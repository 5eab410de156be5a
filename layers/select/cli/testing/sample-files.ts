import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two rows of JSON Lines. */
export const rows = '{"name":"Ada","n":1}\n{"name":"Bo","n":2}\n';

/** `{"a":1}` and a line feed. */
export const bzip2 = Buffer.from('QlpoOTFBWSZTWbrGTdsAAANZgAAQEAAgECAAAAAgACIDZQhgEUofF3JFOFCQusZN2w==', 'base64');

/** Makes a folder of files that people make mistakes with, and returns its path. */
export function sampleFiles(): string {
  const folder = mkdtempSync(join(tmpdir(), 's3-select-'));
  const files: Record<string, string> = {
    'a.jsonl': rows,
    'a.csv': 'name,age\nAda,50\nBo,60\n',
    'semicolons.csv': 'name;age\nAda;50\n',
    'list.json': '[{"name":"Ada"},{"name":"Bo"}]',
    'large-list.json': JSON.stringify(Array.from({ length: 600 }, () => ({ text: 'x'.repeat(2000) }))),
    'large.json': JSON.stringify({ items: Array.from({ length: 600 }, () => ({ text: 'x'.repeat(2000) })) }),
    'broken.jsonl': '{"name":"Ada"}\n{"name":\n',
    'cut.jsonl': '{"name":"Ada"\n{"name":"Bo"}\n',
    'pretty.jsonl': '{"a": {"b":\n1}}\n',
    'list.jsonl': `[\n${'{"a":1},\n'.repeat(20_000)}{"a":2}]\n`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
