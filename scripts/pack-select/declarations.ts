import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A relative import of a declaration, and what is before the extension. */
const relativeImport = /((?:from|import)\s*\(?\s*['"])(\.{1,2}\/[^'"]+)\.ts(['"])/g;

/**
 * Writes the types of a package's `index.ts`, and of what they refer to, for `import` (.d.ts) and for `require` (.d.cts).
 *
 * @param root where the compiler and its settings are
 */
export function emitDeclarations(root: string, source: string, outDir: string): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const work = mkdtempSync(join(root, 'dist/types-'));
  try {
    writeFileSync(join(work, 'tsconfig.json'), JSON.stringify(settings(root, source, work)));
    execFileSync(process.execPath, [join(root, 'node_modules/.bin/tsc'), '-p', work], { stdio: 'inherit' });
    copyReachable(work, outDir);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function settings(root: string, source: string, work: string): object {
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      rootDir: source,
      outDir: work,
    },
    // Declarations of modules are found only when they are named.
    files: [join(source, 'index.ts'), join(source, 'input/compression/unbzip2-stream.d.ts')],
    include: [],
  };
}

/** Copies index.d.ts and all that it needs; what is only used inside the package has no place in it. */
function copyReachable(from: string, to: string): void {
  const wanted = ['index'];
  for (const name of wanted) {
    const text = readFileSync(join(from, `${name}.d.ts`), 'utf8');
    for (const [, , path = ''] of text.matchAll(relativeImport)) {
      const needed = join(dirname(name), path);
      if (!wanted.includes(needed)) wanted.push(needed);
    }
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, `${name}.d.ts`), text.replaceAll(relativeImport, '$1$2.js$3'));
    writeFileSync(join(to, `${name}.d.cts`), text.replaceAll(relativeImport, '$1$2.cjs$3'));
  }
}
