import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that a page names: `` `file.test.ts`: "title" ``. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** The tests that a text names, with one or more titles behind each file. */
export function namedTests(text: string): NamedTest[] {
  return [...text.matchAll(/`([\w./-]+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  );
}

/**
 * Those of some tests that are not there: no file, or no such title in it.
 * @param folder that the files are named from
 */
export function missingTests(folder: string, named: readonly NamedTest[]): NamedTest[] {
  return named.filter(({ file, title }) => {
    const path = join(folder, file);
    if (!existsSync(path)) return true;
    // A page writes … for what a table of cases puts into a title.
    const source = readFileSync(path, 'utf8').replace(/"?%[sdoj]"?/g, '…');
    return ![`'${title}'`, `\`${title}\``, `"${title}"`].some((text) => source.includes(text));
  });
}
