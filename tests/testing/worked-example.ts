import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What a page tells its readers to do. */
export type Step =
  | { readonly kind: 'create'; readonly file: string; readonly block: string }
  | {
      readonly kind: 'insert';
      readonly file: string;
      /** A line above the place, if the one below stands in the file several times. */
      readonly below: string | undefined;
      readonly side: 'before' | 'after';
      readonly isEvery: boolean;
      readonly line: string;
      readonly block: string;
    }
  | { readonly kind: 'copy'; readonly from: string; readonly to: string; readonly changes: readonly [string, string][] }
  | { readonly kind: 'replace'; readonly file: string; readonly old: string; readonly fresh: string }
  | {
      readonly kind: 'answers';
      readonly first: string;
      readonly last: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'run'; readonly commands: readonly string[] }
  | { readonly kind: 'result'; readonly block: string };

const place = /In `([^`]+)`,(?: below `([^`]+)`,)? (before|after) (the|every) line `([^\n]+)`:$/;

/**
 * Reads the steps of a page. A block of code belongs to the sentence before it, which says where it goes.
 * @throws Error for a block of which nobody says that
 */
export function stepsOf(page: string): Step[] {
  const parts = page.split(/^```(\w+)\n(.*?)^```$/ms);
  return parts.flatMap((text, index) => {
    if (index % 3 !== 0) return [];
    const prose = text.trim().replaceAll(/(?<!\n)\n(?!\n)/g, ' ');
    const [language, block] = [parts[index + 1], parts[index + 2]];
    const copies = copiesIn(prose);
    return language === undefined || block === undefined ? copies : [...copies, stepOf(prose, language, block)];
  });
}

function copiesIn(prose: string): Step[] {
  return [
    ...[...prose.matchAll(/In `([^`]+)`, write `([^`]+)` instead of `([^`]+)`\./g)].map(
      ([, file = '', fresh = '', old = '']): Step => ({ kind: 'replace', file, old, fresh }),
    ),
    ...[...prose.matchAll(/Copy `([^`]+)` to `([^`]+)`, with (.*?)\.(?: |\n|$)/g)].map(
      ([, from = '', to = '', changes = '']): Step => ({
        kind: 'copy',
        from,
        to,
        changes: [...changes.matchAll(/`([^`]+)` instead of `([^`]+)`/g)].map(([, fresh = '', old = '']) => [
          old,
          fresh,
        ]),
      }),
    ),
    ...[
      ...prose.matchAll(/copy the answers `'(\d+)'` to `'(\d+)'` of `(\w+)` to the end of the answers of `(\w+)`/g),
    ].map(([, first = '', last = '', from = '', to = '']): Step => ({ kind: 'answers', first, last, from, to })),
  ];
}

function stepOf(prose: string, language: string, block: string): Step {
  if (language === 'console') return { kind: 'run', commands: block.trim().split('\n') };
  const [, created] = /Create `([^`]+)`:$/.exec(prose) ?? [];
  if (created !== undefined) return { kind: 'create', file: created, block };
  const [, file, below, side, which, line] = place.exec(prose) ?? [];
  if (file !== undefined && line !== undefined && (side === 'before' || side === 'after'))
    return { kind: 'insert', file, below, side, isEvery: which === 'every', line, block };
  if (language === 'json' && prose === '') return { kind: 'result', block };
  throw new Error(`Nobody says where this goes: ${block.slice(0, 60)} (after ${prose.slice(-120)})`);
}

/** Does a step that changes files, exactly as the page says. @throws Error when the place is not there, or not the only one */
export function applyStep(folder: string, step: Step): void {
  if (step.kind === 'create') write(join(folder, step.file), step.block);
  else if (step.kind === 'copy') {
    let text = read(folder, step.from);
    for (const [old, fresh] of step.changes) {
      if (!text.includes(old)) throw new Error(`${step.from} has no ${old}`);
      text = text.replaceAll(old, fresh);
    }
    write(join(folder, step.to), text);
  } else if (step.kind === 'replace') {
    const [before = '', after, ...others] = read(folder, step.file).split(step.old);
    if (after === undefined || others.length > 0) throw new Error(`${step.file}: not one ${step.old}`);
    writeFileSync(join(folder, step.file), before + step.fresh + after);
  } else if (step.kind === 'insert') writeFileSync(join(folder, step.file), inserted(read(folder, step.file), step));
  else if (step.kind === 'answers') {
    writeFileSync(join(folder, 'openapi.yaml'), withAnswers(read(folder, 'openapi.yaml'), step));
  }
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
}

function inserted(text: string, { file, below, side, isEvery, line, block }: Step & { kind: 'insert' }): string {
  const lines = text.split('\n');
  const indexes = (wanted: string): number[] =>
    lines.flatMap((candidate, index) => (candidate.trim() === wanted ? [index] : []));
  const [start = -1, ...others] = below === undefined ? [0] : indexes(below);
  if (start === -1 || others.length > 0) throw new Error(`${file}: not one line ${below}`);
  const found = indexes(line).filter((index) => index >= start);
  const places = below === undefined ? found : found.slice(0, 1);
  if (places.length === 0 || (places.length > 1 && !isEvery))
    throw new Error(`${file}: ${places.length} lines ${line}`);
  for (const index of places.toReversed()) {
    const [indentation = ''] = /^ */.exec(lines[index] ?? '') ?? [];
    const deeper = side === 'after' ? `${indentation}  ` : indentation;
    const own = block
      .trimEnd()
      .split('\n')
      .map((one) => (one === '' ? '' : deeper + one));
    // What empty lines separate, they separate from what is new, too.
    const isSeparate = side === 'before' && lines[index - 1] === '';
    lines.splice(side === 'before' ? index : index + 1, 0, ...own, ...(isSeparate ? [''] : []));
  }
  return lines.join('\n');
}

/** Copies answers from one operation of the contract to another. */
function withAnswers(contract: string, { first, last, from, to }: Step & { kind: 'answers' }): string {
  const source = contract.slice(contract.indexOf(`operationId: ${from}\n`));
  const end = '      x-amazon-apigateway-integration:';
  const start = source.indexOf(`        '${first}':`);
  const answers = source.slice(start, source.indexOf(end));
  if (start < 0 || !answers.includes(`'${last}':`)) throw new Error(`${from} has no answers ${first} to ${last}`);
  const target = contract.indexOf(end, contract.indexOf(`operationId: ${to}\n`));
  return contract.slice(0, target) + answers + contract.slice(target);
}

const left = new Set(['node_modules', 'dist', 'out', '.git', '.aws-sam', '.dragons', 'coverage', 'images']);

/**
 * Copies the repository to work in. Packages are those of the repository, but its own ones (@dragons/…) are those of the copy.
 * @param folder is made
 */
export function copyRepository(root: string, folder: string): void {
  cpSync(root, folder, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@dragons'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@dragons' && name !== '.vite') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const [name, part] of Object.entries({
    core: 'layers/core',
    select: 'layers/select',
    local: 'local',
    web: 'web',
  }))
    symlinkSync(join(folder, part), join(modules, '@dragons', name));
  for (const part of ['layers/core', 'local'])
    symlinkSync(join(root, part, 'node_modules'), join(folder, part, 'node_modules'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
}
