import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes stack traces show the places in the sources (TypeScript) where a bundle has a map (`handler.js.map` beside it), and the
 * folders that a developer knows instead of the environment's copies.
 *
 * Node's own `--enable-source-maps` reads and parses the map of every module while it is loaded, which makes a cold start
 * a third slower. Here a map is read when the first stack that touches its file is looked at.
 *
 * @param shown pairs of a folder of the environment and the folder it is a copy of
 */
export function mapStackTraces({ shown }) {
  const maps = new Map();

  function original(file) {
    const pair = shown.find(([copy]) => file.startsWith(copy));
    return pair === undefined ? undefined : pair[1] + file.slice(pair[0].length);
  }

  function mapOf(file) {
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
    return maps.get(file);
  }

  function frame(site) {
    const text = site.toString();
    const name = site.getFileName();
    if (!name) return text;
    const copy = name.startsWith('file:') ? fileURLToPath(name) : name;
    const file = original(copy);
    if (file === undefined) return text;
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    const entry = line && column ? mapOf(file)?.findEntry(line - 1, column - 1) : undefined;
    const shownPlace =
      entry?.originalSource === undefined
        ? `${file}:${line}:${column}`
        : `${sourcePath(file, entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    return text.replace(`${name}:${line}:${column}`, shownPlace);
  }

  Error.prepareStackTrace = (error, sites) => {
    try {
      return [header(error), ...sites.map((site) => `    at ${frame(site)}`)].join('\n');
    } catch {
      return [header(error), ...sites.map((site) => `    at ${site.toString()}`)].join('\n');
    }
  };
}

function header(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

function sourcePath(file, source) {
  return source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(file), source);
}

function readMap(path) {
  try {
    return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  } catch {
    return undefined;
  }
}
