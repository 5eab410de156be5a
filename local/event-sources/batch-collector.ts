import type { ChangeStreams } from '../services/dynamodb/change-streams.ts';
import { functionEventRecord, laneOf } from './function-event.ts';
import type { FunctionEventRecord } from './function-event.ts';
import type { MappingConfig } from './mapping-config.ts';

/** The records of a shard's lane: one of the parts that run at the same time. */
export interface Lane {
  readonly shardId: string;
  /** From 0 to one less than the parallelization factor. */
  readonly index: number;
}

/** A synchronous invocation takes 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 6 * 1024 * 1024;
/** What stands around the records: `{"Records":[]}`. */
const envelopeBytes = 16;
/** GetRecords gives at most so many: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
const pageSize = 1000;

/** Gathers the records of one lane into a batch, from where the batch before ended. */
export class BatchCollector {
  readonly records: FunctionEventRecord[] = [];
  readonly #streams: ChangeStreams;
  readonly #config: MappingConfig;
  readonly #lane: Lane;
  #position: string | undefined;
  #bytes = envelopeBytes;
  #isLarge = false;
  #isEnd = false;
  #hasSkipped = false;

  /** @param after the sequence number of the last record that was dealt with; undefined for the oldest record */
  constructor(streams: ChangeStreams, config: MappingConfig, lane: Lane, after: string | undefined) {
    this.#streams = streams;
    this.#config = config;
    this.#lane = lane;
    this.#position = after;
  }

  /** Whether nothing more fits into the batch. */
  get isFull(): boolean {
    return this.#isLarge || this.records.length === this.#config.batchSize;
  }

  /** Whether the shard will never have more records than those gathered. */
  get isEnd(): boolean {
    return this.#isEnd;
  }

  /** Whether records were left out because the filter does not let them through. */
  get hasSkipped(): boolean {
    return this.#hasSkipped;
  }

  /** The sequence number up to which every record is in the batch or not meant for it. */
  get position(): string | undefined {
    return this.#position;
  }

  /** Adds what there is now. */
  gather(): void {
    const { streamArn } = this.#config;
    while (!this.isFull && !this.#isEnd) {
      const page = this.#streams.read(streamArn, this.#lane.shardId, this.#position, pageSize);
      for (const record of page.records) {
        const isMine = laneOf(record, this.#config.parallelizationFactor) === this.#lane.index;
        if (isMine && !this.#take(functionEventRecord(record, streamArn))) return;
        this.#position = record.dynamodb.SequenceNumber;
        if (this.records.length === this.#config.batchSize) return;
      }
      this.#isEnd = page.isEnd;
      if (page.records.length === 0) return;
    }
  }

  /** @returns false when the record has to wait for the next batch */
  #take(record: FunctionEventRecord): boolean {
    if (!this.#config.filter(record)) {
      this.#hasSkipped = true;
      return true;
    }
    const bytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (this.records.length > 0 && this.#bytes + bytes > mostBytes) {
      this.#isLarge = true;
      return false;
    }
    this.records.push(record);
    this.#bytes += bytes;
    return true;
  }
}
