import { createHash } from 'node:crypto';
import type { Timers } from '../../../clock.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import { notFound } from '../errors.ts';
import { recordsTable } from '../streams/stream-log.ts';
import type { StreamLog } from '../streams/stream-log.ts';
import { parseStoredChange } from '../streams/stream-state.ts';
import { equalItems, parseItem } from '../values/attribute-value.ts';
import type { Item } from '../values/attribute-value.ts';
import { Commits } from './commits.ts';
import type { Change } from './commits.ts';
import { ItemTable } from './item-table.ts';
import { parseTableRecord } from './table-record.ts';
import type { TableRecord } from './table-record.ts';
import { parseToken, tokensTable } from './transaction-tokens.ts';

/** A table with its items. */
export interface LocalTable {
  readonly record: TableRecord;
  readonly items: ItemTable;
  /** The storage's table of the items. */
  readonly storedAs: string;
}

/** A change of one item. */
export interface ItemWrite {
  readonly table: LocalTable;
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly byTimeToLive?: boolean;
}

/** The tables, and the one way to change their items. */
export class TableStore {
  readonly streams: StreamLog;
  readonly timers: Timers;
  readonly #storage: Storage;
  readonly #records: Table<TableRecord>;
  readonly #tables = new Map<string, LocalTable>();
  readonly #commits: Commits;
  /** Called after items or settings changed. */
  onChange: () => void = () => undefined;

  /** @param openStreams called when what a kill interrupted is finished */
  constructor(storage: Storage, timers: Timers, openStreams: () => StreamLog) {
    this.#storage = storage;
    this.timers = timers;
    this.#commits = new Commits(storage, (table, key, value) => restore(storage, table, key, value));
    this.streams = openStreams();
    this.#records = storage.table('dynamodb-tables', parseTableRecord);
    for (const [name, record] of this.#records) this.#tables.set(name, this.#open(record));
    this.#disableOrphans();
  }

  /** The names of all tables, sorted. */
  names(): string[] {
    return [...this.#tables.keys()].sort();
  }

  all(): LocalTable[] {
    return [...this.#tables.values()];
  }

  find(name: string): LocalTable | undefined {
    return this.#tables.get(name);
  }

  /** @throws ServiceError `ResourceNotFoundException` */
  get(name: string): LocalTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw notFound();
    return table;
  }

  /** Adds a table without items. */
  create(record: TableRecord): LocalTable {
    const name = record.definition.TableName;
    // A table of this name may have been deleted by a process that was killed before its items were gone.
    this.#open(record).items.clear();
    this.#records.set(name, record);
    const table = this.#open(record);
    this.#tables.set(name, table);
    this.#followStream(undefined, record);
    return table;
  }

  /** Takes over settings, indexes and time to live. The items stay. */
  update(record: TableRecord): LocalTable {
    const { record: before, items, storedAs } = this.get(record.definition.TableName);
    this.#records.set(record.definition.TableName, record);
    if (before.definition !== record.definition || before.timeToLive !== record.timeToLive) {
      items.arrange(record.definition, record.timeToLive);
    }
    const table = { record, items, storedAs };
    this.#tables.set(record.definition.TableName, table);
    this.#followStream(before, record);
    this.onChange();
    return table;
  }

  /** Removes a table with its items. Its stream can be read for 24 hours more. */
  delete({ record, items }: LocalTable): void {
    this.#records.delete(record.definition.TableName);
    this.#tables.delete(record.definition.TableName);
    if (record.streamArn !== undefined) this.streams.disable(record.streamArn);
    items.clear();
  }

  /**
   * Makes changes of items, with their stream records, one: all of them survive a kill or none.
   * A write that changes nothing leaves no record, as on AWS.
   * @param more changes that belong to them
   */
  write(writes: readonly ItemWrite[], more: readonly Change[] = []): void {
    const streams = new Set<string>();
    const changes: Change[] = [];
    for (const write of writes) {
      const { table, key, before, after } = write;
      if (isUnchanged(before, after)) continue;
      changes.push({
        table: table.storedAs,
        key,
        value: after,
        apply: () => table.items.apply(key, after),
      });
      const { streamArn } = table.record;
      const record =
        streamArn === undefined
          ? undefined
          : this.streams.record(streamArn, key, { before, after, byTimeToLive: write.byTimeToLive === true });
      if (streamArn === undefined || record === undefined) continue;
      changes.push(record);
      streams.add(streamArn);
    }
    this.#commits.commit([...changes, ...more]);
    if (changes.length > 0) this.onChange();
    for (const streamArn of streams) this.streams.notify(streamArn);
  }

  #open(record: TableRecord): LocalTable {
    const storedAs = itemsTable(record.definition.TableName);
    const stored = this.#storage.table(storedAs, parseItem);
    return { record, items: new ItemTable(stored, record.definition, record.timeToLive), storedAs };
  }

  /** Enables, changes or disables the stream as the record says. */
  #followStream(before: TableRecord | undefined, { definition, streamArn: arn }: TableRecord): void {
    const { TableName: tableName, KeySchema: keySchema, StreamSpecification: stream } = definition;
    const old = before?.streamArn;
    const isEnabled = stream?.StreamEnabled === true && arn !== undefined;
    if (old !== undefined && (old !== arn || !isEnabled)) this.streams.disable(old);
    if (isEnabled) this.streams.enable({ arn, tableName, keySchema, viewType: stream.StreamViewType ?? 'KEYS_ONLY' });
  }

  /** A kill between the two writes leaves a stream that its table does not know, or has disabled. */
  #disableOrphans(): void {
    for (const { arn, tableName, isEnabled } of this.streams.all()) {
      const record = this.#tables.get(tableName)?.record;
      const isWanted = record?.streamArn === arn && record.definition.StreamSpecification?.StreamEnabled === true;
      if (isEnabled && !isWanted) this.streams.disable(arn);
    }
    for (const { record } of this.all()) this.#followStream(undefined, record);
  }
}

function isUnchanged(before: Item | undefined, after: Item | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before === after || equalItems(before, after);
}

/** Names of tables may hold capital letters, dots and underscores, which names of the storage's tables may not; the hash tells them apart. */
function itemsTable(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ['dynamodb-items', words.join('-').slice(0, 60).replace(/-$/, ''), hash]
    .filter((part) => part !== '')
    .join('-');
}

function restore(storage: Storage, table: string, key: string, value: unknown): void {
  if (table === recordsTable) put(storage.table(table, parseStoredChange), parseStoredChange);
  else if (table === tokensTable) put(storage.table(table, parseToken), parseToken);
  else put(storage.table(table, parseItem), parseItem);

  function put<T>(records: Table<T>, parse: (stored: unknown) => T): void {
    if (value === undefined) records.delete(key);
    else records.set(key, parse(value));
  }
}
