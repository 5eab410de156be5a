import { dragonOfEntry } from './dragon-of-entry.ts';
import type { FileEntry } from './file-entries.ts';

/** A dragon of a file, ready to be sent. */
export interface Candidate {
  readonly place: string;
  /** What stands in the file as its name; no text in a dragon that has none. */
  readonly dragonName: string | undefined;
  /** JSON. */
  readonly text: string;
}

/** What is sent at once. */
export interface Batch {
  readonly candidates: readonly Candidate[];
  /** How much of the file is read with it, 0 to 1; undefined when nobody knows. */
  readonly read: number | undefined;
}

/** What cannot be sent, or was left out. */
export interface BatchNotes {
  /** An entry that is no dragon. */
  fault(place: string, why: string): void;
  /** A field of the file that dragons do not have. */
  leftOut(name: string): void;
}

const dragonsAtOnce = 100;

/** Bytes of one call: Lambda takes 6 MB (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const bytesAtOnce = 5_000_000;

/** Gathers the entries of a file into batches. */
export async function* batches(entries: AsyncIterable<FileEntry>, notes: BatchNotes): AsyncGenerator<Batch> {
  let candidates: Candidate[] = [];
  let bytes = 0;
  let read: number | undefined;
  for await (const { place, content, read: readNow } of entries) {
    const candidate = 'fault' in content ? content : candidateOf(place, content.value, notes);
    if ('fault' in candidate) {
      notes.fault(place, candidate.fault);
      continue;
    }
    const length = Buffer.byteLength(candidate.text);
    if (candidates.length === dragonsAtOnce || (candidates.length > 0 && bytes + length > bytesAtOnce)) {
      yield { candidates, read };
      candidates = [];
      bytes = 0;
    }
    candidates.push(candidate);
    bytes += length;
    read = readNow;
  }
  if (candidates.length > 0) yield { candidates, read };
}

function candidateOf(
  place: string,
  value: Record<string, unknown>,
  notes: BatchNotes,
): Candidate | { readonly fault: string } {
  const { dragon, leftOut } = dragonOfEntry(value);
  for (const name of leftOut) notes.leftOut(name);
  const text = JSON.stringify(dragon);
  if (Buffer.byteLength(text) > bytesAtOnce) return { fault: 'is longer than a dragon can be.' };
  const { dragonName } = dragon;
  return { place, dragonName: typeof dragonName === 'string' ? dragonName : undefined, text };
}
