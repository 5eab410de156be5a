/** One difference between two contracts, as a client notices it. */
export interface Change {
  /** The operation, as in `GET /dragons (listDragons)`, or what is not of one operation. */
  readonly operation: string;
  /** The part of it, as in `query parameter limit`; empty for the operation as a whole. */
  readonly part: string;
  /** What is different, in words. */
  readonly what: string;
  /** Whether a client that keeps to the old contract may fail with the new one. */
  readonly isBreaking: boolean;
  /** Where that stands in the new document: a JSON Pointer. */
  readonly pointer: string;
}

/** What a comparison of two parts finds; who compares the whole adds the operation. */
export type PartChange = Omit<Change, 'operation'>;

/** A difference that does clients no harm. */
export function compatible(part: string, what: string, pointer: string): PartChange {
  return { part, what, pointer, isBreaking: false };
}

/** A difference that clients may fail with. */
export function breaking(part: string, what: string, pointer: string): PartChange {
  return { part, what, pointer, isBreaking: true };
}
