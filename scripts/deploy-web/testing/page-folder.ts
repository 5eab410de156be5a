import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const files = {
  'page/vite.config.ts': `import { join } from 'node:path';
export default { root: import.meta.dirname, build: { outDir: join(import.meta.dirname, '../built'), emptyOutDir: true } };`,
  'page/index.html': '<!doctype html><title>Page</title><script type="module" src="/src/main.ts"></script>',
  'page/src/main.ts': `import { word } from './word.ts';\ndocument.title = word;\n`,
  'page/src/word.ts': `export const word: string = 'first';\n`,
  'page/public/robots.txt': 'first',
};

/** A folder with a small page for Vite. */
export class PageFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'dragons-page-'));
  readonly configFile = join(this.path, 'page/vite.config.ts');
  /** Where the page is built. */
  readonly built = join(this.path, 'built');

  constructor() {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
