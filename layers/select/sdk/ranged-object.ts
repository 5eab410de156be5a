import { SelectError } from '../errors.ts';
import { tailBytes, type SeekableInput } from '../input/select-input.ts';
import { bytesOf } from './body.ts';
import type { GetObject, ObjectAnswer, ObjectPlace, ResponseMetadata } from './get-object.ts';

/**
 * An object in S3 that is read by ranges, all of the same version: the first answer tells the entity tag, and the calls after
 * it insist on that (IfMatch), so that an object that is replaced meanwhile ends in 412 `PreconditionFailed`.
 */
export class RangedObject implements SeekableInput {
  readonly #getObject: GetObject;
  readonly #place: ObjectPlace;
  #first: Promise<unknown> | undefined;
  #size: number | undefined;
  #tail: Buffer = Buffer.alloc(0);
  #tag: string | undefined;
  #noteOpened: () => void = () => undefined;
  /** Settles when the first call has been answered; never, when it fails. */
  readonly opened: Promise<void>;
  /** What the SDK tells of the first call. */
  metadata: ResponseMetadata | undefined;

  constructor(getObject: GetObject, place: ObjectPlace) {
    this.#getObject = getObject;
    this.#place = place;
    this.opened = new Promise((resolve) => {
      this.#noteOpened = resolve;
    });
  }

  async size(): Promise<number> {
    await this.#firstAnswer();
    if (this.#size !== undefined) return this.#size;
    const body = await this.#fetch(`bytes=-${tailBytes}`);
    const chunks: Uint8Array[] = [];
    if (body) for await (const chunk of body) chunks.push(chunk);
    this.#tail = Buffer.concat(chunks);
    // The end of an object can always be had, unless there is nothing in it.
    if (!body) this.#size = 0;
    return this.#size ?? 0;
  }

  async *read(start: number, end?: number): AsyncGenerator<Uint8Array, void, undefined> {
    const until = Math.min(end ?? Infinity, this.#size ?? Infinity);
    if (start >= until) return;
    const tailStart = (this.#size ?? Infinity) - this.#tail.length;
    if (start >= tailStart) {
      yield this.#tail.subarray(start - tailStart, until - tailStart);
      return;
    }
    const body = await this.#fetch(`bytes=${start}-${until === Infinity ? '' : until - 1}`);
    if (body) yield* body;
  }

  /** The bytes of a range; undefined where the object has none. The first call is alone, because it tells the version. */
  async #fetch(range: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    if (this.#first) {
      await this.#firstAnswer();
      return this.#ask(range);
    }
    const first = this.#ask(range);
    this.#first = first;
    return first;
  }

  async #firstAnswer(): Promise<void> {
    await this.#first?.catch(() => undefined);
  }

  async #ask(Range: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const answer = await this.#answerTo({ ...this.#place, ...(this.#tag && { IfMatch: this.#tag }), Range });
    this.#noteOpened();
    if (!answer) return undefined;
    this.metadata ??= answer.$metadata;
    this.#tag ??= answer.ETag;
    this.#size ??= totalOf(answer, Range);
    return bytesOf(answer);
  }

  async #answerTo(object: ObjectPlace): Promise<ObjectAnswer | undefined> {
    try {
      return await this.#getObject(object);
    } catch (error) {
      if (isNotSatisfiable(error)) return undefined;
      throw error;
    }
  }
}

/** The length of the whole object, which stands after the range. https://www.rfc-editor.org/rfc/rfc9110#name-content-range */
function totalOf({ ContentRange }: ObjectAnswer, asked: string): number {
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(ContentRange ?? '')?.[1];
  if (total !== undefined) return Number(total);
  throw new SelectError(
    'InternalError',
    `GetObject was asked for the range ${asked} and answered with the ContentRange ${String(ContentRange)}. ` +
      'A function that fetches objects has to pass Range on, and ContentRange back.',
  );
}

/** Whether S3 has said that the object has no bytes there: 416 `InvalidRange`. */
function isNotSatisfiable(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidRange';
}
