import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../json.ts';
import { writeAtomically } from './write.ts';

/** A file as it was when it was last looked at. */
interface FileState {
  readonly modified: number;
  readonly size: number;
  readonly hash: string;
}

/** What a unit was built from, and what came out. */
export interface UnitRecord {
  /** Hash of everything but files that decides about the result. */
  readonly settings: string;
  readonly inputs: Readonly<Record<string, FileState>>;
  /** Size by path below the unit's folder. */
  readonly outputs: Readonly<Record<string, number>>;
  /** Hash of the outputs' contents. */
  readonly digest: string;
}

const format = 2;

/** Remembers, in the output folder, what the units there were built from. */
export class BuildRecord {
  readonly #file: string;
  readonly #units: Map<string, UnitRecord>;
  /** One check of many units looks at each file once. */
  readonly #states = new Map<string, FileState | undefined>();

  /** @param outDir the output folder; an unreadable record there is forgotten */
  constructor(outDir: string) {
    this.#file = join(outDir, '.build.json');
    this.#units = new Map(Object.entries(readUnits(this.#file)));
  }

  get(key: string): UnitRecord | undefined {
    return this.#units.get(key);
  }

  /** Forgets what was read about files: call it before a new round of checks. */
  lookAgain(): void {
    this.#states.clear();
  }

  /** Whether settings, inputs and outputs are as they were when the unit was built. */
  isFresh(key: string, settings: string, directory: string): boolean {
    const record = this.#units.get(key);
    if (record?.settings !== settings) return false;
    const outputs = Object.entries(record.outputs);
    return (
      outputs.every(([path, size]) => sizeOf(join(directory, path)) === size) &&
      Object.entries(record.inputs).every(([path, state]) => this.#isUnchanged(path, state))
    );
  }

  /**
   * Notes a build.
   * @param files what came out: contents by path below the unit's folder
   * @param startedAt when the build began (milliseconds since 1970): an input that changed since then may have been read
   * before the change, so it counts as changed
   */
  set(
    key: string,
    settings: string,
    inputs: readonly string[],
    files: ReadonlyMap<string, string | Uint8Array>,
    startedAt: number,
  ): void {
    const states: Record<string, FileState> = {};
    for (const path of inputs) {
      const state = this.#stateOf(path);
      if (state) states[path] = state.modified > startedAt + 1 ? { ...state, modified: 0, hash: '' } : state;
    }
    const outputs = Object.fromEntries([...files].map(([path, contents]) => [path, Buffer.byteLength(contents)]));
    this.#units.set(key, { settings, inputs: states, outputs, digest: digestOf(files) });
  }

  save(): void {
    writeAtomically(this.#file, JSON.stringify({ format, units: Object.fromEntries(this.#units) }));
  }

  #isUnchanged(path: string, before: FileState): boolean {
    const now = this.#stateOf(path, before);
    return now?.hash === before.hash;
  }

  #stateOf(path: string, before?: FileState): FileState | undefined {
    if (!this.#states.has(path)) this.#states.set(path, readState(path, before));
    return this.#states.get(path);
  }
}

/** Reads a file only when its time or size say that it may have changed. */
function readState(path: string, before: FileState | undefined): FileState | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  const { mtimeMs: modified, size } = stats;
  if (before?.modified === modified && before.size === size) return before;
  return { modified, size, hash: createHash('sha256').update(readFileSync(path)).digest('base64') };
}

function digestOf(files: ReadonlyMap<string, string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [path, contents] of files) hash.update(`${path}\0${Buffer.byteLength(contents)}\0`).update(contents);
  return hash.digest('base64');
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function readUnits(file: string): Record<string, UnitRecord> {
  try {
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(record) || record.format !== format || !isObject(record.units)) return {};
    return Object.fromEntries(
      Object.entries(record.units).filter((entry): entry is [string, UnitRecord] => isUnit(entry[1])),
    );
  } catch {
    return {};
  }
}

function isUnit(value: unknown): value is UnitRecord {
  return (
    isObject(value) &&
    typeof value.settings === 'string' &&
    isObject(value.inputs) &&
    Object.values(value.inputs).every((state) => isObject(state) && typeof state.hash === 'string') &&
    isObject(value.outputs) &&
    typeof value.digest === 'string'
  );
}
