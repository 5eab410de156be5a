/** A DynamoDB item as it stands on the wire: every value with its type, such as `{"S": "Atlas"}`. */
export type WireItem = Readonly<Record<string, unknown>>;

/**
 * One change of an item, as `GetRecords` and the event of a function show it; times are seconds since 1970.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
export interface ChangeRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  /** Of a deletion by time to live: `{type: 'Service', principalId: 'dynamodb.amazonaws.com'}`, in the wire's casing of GetRecords. */
  readonly userIdentity?: { readonly PrincipalId: string; readonly Type: string };
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: WireItem;
    readonly NewImage?: WireItem;
    readonly OldImage?: WireItem;
    /** Digits; grows within a shard. */
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
  };
}

/** A part of a stream. The changes of one item are always in one shard, in their order. */
export interface ChangeShard {
  readonly shardId: string;
  readonly parentShardId?: string;
  /** Whether nothing will be added to it any more. */
  readonly isClosed: boolean;
}

/** What follows in a shard. */
export interface ChangeRead {
  readonly records: readonly ChangeRecord[];
  /** Whether these were the last records that this shard will ever have. */
  readonly isEnd: boolean;
}

/** The streams of all tables, for whoever follows them inside this process (event source mappings). */
export interface ChangeStreams {
  /** The shards of a stream, parents before children. Undefined when there is no such stream. */
  shards(streamArn: string): readonly ChangeShard[] | undefined;
  /**
   * The records after a sequence number, or from the oldest that is kept. Records of the last 24 hours are kept.
   * @param after a sequence number of this shard; it need not be kept any more
   */
  read(streamArn: string, shardId: string, after: string | undefined, limit: number): ChangeRead;
  /** The sequence number after which records are new now; undefined for an empty shard. */
  latest(streamArn: string, shardId: string): string | undefined;
  /** Calls back whenever records or shards were added to a stream. @returns ends that */
  onChange(streamArn: string, listener: () => void): () => void;
}
