/** The bytes of an object: as they come, where any of them can be asked for, or all in memory. */
export type SelectInput = AsyncIterable<Uint8Array> | SeekableInput | Uint8Array;

/** An input as the engine reads it. */
export type ByteInput = AsyncIterable<Uint8Array> | SeekableInput;

/** An object that can be read from any place: a file, or ranges of `GetObject`. Parquet and ScanRange read no more than they need of it. */
export interface SeekableInput {
  /** The length of the object in bytes. */
  size(): Promise<number>;
  /**
   * The bytes from `start` up to, and without, `end`; to the end of the object when it is left out or lies behind that. None
   * when `start` does.
   */
  read(start: number, end?: number): AsyncIterable<Uint8Array>;
}

/**
 * What is read of the end of an object before anything else is known of it: that tells its size, and Parquet says there what lies
 * where; most of its footers are shorter, and so are many files.
 */
export const tailBytes = 64 * 1024;

/** Whether the input is one that can be read from any place. */
export function isSeekable(input: ByteInput): input is SeekableInput {
  return !(Symbol.asyncIterator in input);
}

/** Leaves an input of which nothing is wanted. A stream lets go of its connection only once it has been begun. */
export async function leaveInput(input: ByteInput): Promise<void> {
  if (isSeekable(input)) return;
  const chunks = input[Symbol.asyncIterator]();
  await chunks.next();
  await chunks.return?.();
}
