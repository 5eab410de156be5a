import { catalogBytes, engineOf, gigabyte, type Facts } from './facts.ts';
import { monthHours } from './deployment.ts';

/** Units of prices, by the ids of prices-us-east-1.json. */
export type Uses = Readonly<Record<string, number>>;

/** A command of the AWS SDK that a function sends. */
export interface Call {
  readonly command: string;
  /** How often an invocation sends it, on average. */
  readonly times: number;
  /** What one of them uses; nothing when it is free. */
  readonly uses?: Uses;
}

/**
 * Read request units of a strongly consistent read: one for every 4 KB of an item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 4096));

/** Write request units: one for every KB of an item; in a transaction each counts twice. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

/**
 * The commands that each function sends, as its code has them (tests/cost/calls.test.ts compares both). What happens only after a failure, or while
 * a catalogue is made anew, counts as never.
 */
export const callsOf: Readonly<Record<string, (facts: Facts) => readonly Call[]>> = {
  ListDragons: (facts) => {
    const asked = 1 - (facts.profile.operations.listDragons?.notModified ?? 0);
    return [parameters, { command: 'HeadObjectCommand', times: 1, uses: { 's3-reads': 1 } }, ...query(facts, asked)];
  },
  // LIMIT 1 ends the search with the first line.
  GetHealth: (facts) => [parameters, never('HeadObjectCommand'), ...query(facts, 1, 0)],
  GetDragon: (facts) => [getItem(facts.profile.items.dragon)],
  GetReport: (facts) => [getItem(facts.profile.items.report)],
  ListReports: ({ profile: { items, reports } }) => [
    // An index is read eventually consistent, which costs half, and by all that the page holds together.
    {
      command: 'QueryCommand',
      times: 1,
      uses: { 'dynamodb-reads': readUnits(items.report * (reports.perPage + 1)) / 2 },
    },
  ],
  ReportDragon: ({ profile: { items, reports } }) => [
    {
      command: 'TransactWriteItemsCommand',
      times: 1,
      uses: {
        'dynamodb-writes':
          2 * (writeUnits(items.request) + writeUnits(items.report) + writeUnits(items.contact)) +
          // The index takes its copy by itself.
          writeUnits(items.report),
      },
    },
    { command: 'StartExecutionCommand', times: 1 - reports.replayed },
    {
      command: 'UpdateItemCommand',
      times: 1 - reports.replayed,
      uses: { 'dynamodb-writes': writeUnits(items.request) },
    },
  ],
  ReplaceDragon: ({ profile: { items } }) => [
    getItem(items.dragon),
    { command: 'UpdateItemCommand', times: 1, uses: { 'dynamodb-writes': writeUnits(items.dragon) } },
  ],
  RemoveDragon: ({ profile: { items } }) => [
    getItem(items.dragon),
    { command: 'DeleteItemCommand', times: 1, uses: { 'dynamodb-writes': writeUnits(items.dragon) } },
  ],
  // The report, and the dragon that may have its name.
  ValidateDragon: ({ profile: { items } }) => [
    {
      command: 'GetItemCommand',
      times: 1,
      uses: { 'dynamodb-reads': readUnits(items.report) + readUnits(items.dragon) },
    },
  ],
  AddDragon: ({ profile: { items } }) => [
    getItem(items.report),
    {
      command: 'TransactWriteItemsCommand',
      times: 1,
      uses: {
        'dynamodb-writes': 2 * (writeUnits(items.report) + writeUnits(items.dragon)) + writeUnits(items.report),
      },
    },
  ],
  RejectReport: ({ profile: { items } }) => [
    getItem(items.report),
    { command: 'UpdateItemCommand', times: 1, uses: { 'dynamodb-writes': 2 * writeUnits(items.report) } },
  ],
  ConfirmReport: ({ profile: { items } }) => [
    {
      command: 'GetItemCommand',
      times: 1,
      uses: { 'dynamodb-reads': readUnits(items.report) + readUnits(items.contact) },
    },
    { command: 'AdminGetUserCommand', times: 1 },
    { command: 'UpdateItemCommand', times: 1, uses: { 'dynamodb-writes': writeUnits(items.contact) } },
    { command: 'PublishCommand', times: 1, uses: { 'sns-texts': 1 } },
  ],
  PublishCatalog: (facts) => {
    const { items } = facts.profile;
    return [
      parameters,
      { command: 'GetObjectCommand', times: 1, uses: { 's3-reads': 1 } },
      // Before writing and once more after it.
      {
        command: 'BatchGetItemCommand',
        times: 2,
        uses: { 'dynamodb-reads': readUnits(items.dragon) * facts.profile.changesPerBatch },
      },
      { command: 'PutObjectCommand', times: 1, uses: { 's3-writes': 1, 's3-storage': keptVersion(facts) } },
      never('ScanCommand'),
    ];
  },
  RebuildCatalog: (facts) => {
    const { catalog, items, reports } = facts.profile;
    const bytes = catalog.dragons * items.dragon + reports.kept * items.report;
    return [
      parameters,
      { command: 'GetObjectCommand', times: 1, uses: { 's3-reads': 1 } },
      { command: 'ScanCommand', times: 1, uses: { 'dynamodb-reads': readUnits(bytes) } },
      // What was right already is not written.
      never('PutObjectCommand'),
      never('BatchGetItemCommand'),
    ];
  },
  AnnounceChanges: ({ profile: { changesPerBatch } }) => [
    { command: 'PublishBatchCommand', times: Math.ceil(changesPerBatch / 10), uses: { 'sns-publishes': 1 } },
  ],
  GrantScopes: () => [],
};

/** Functions that run when somebody deploys, signs up in a stage that is no production, or imports: so rarely that they are left out. */
export const leftOut: Readonly<Record<string, string>> = {
  ConfirmSignUp: 'runs once for an account, and never in production',
  ImportDragons: 'runs when an operator imports',
  LoadFirstData: 'runs when a stack is made',
  VerifyVersion: 'runs when a version is deployed',
};

/** Free at the standard throughput. How often it comes is a matter of limits.ts: environments keep what they read. */
const parameters: Call = { command: 'GetParametersByPathCommand', times: 0 };

function never(command: string): Call {
  return { command, times: 0 };
}

function getItem(bytes: number): Call {
  return { command: 'GetItemCommand', times: 1, uses: { 'dynamodb-reads': readUnits(bytes) } };
}

/** @param share of the catalogue that is looked at; the profile's when not given */
function query(facts: Facts, times: number, share = facts.profile.catalog.scannedShare): Call[] {
  if (engineOf(facts) === 'in-function') {
    return [never('SelectObjectContentCommand'), { command: 'GetObjectCommand', times, uses: { 's3-reads': 1 } }];
  }
  const returned = facts.profile.operations.listDragons?.answerBytes ?? 0;
  return [
    {
      command: 'SelectObjectContentCommand',
      times,
      uses: {
        's3-reads': 1,
        's3-select-scanned': (catalogBytes(facts) * share) / gigabyte,
        's3-select-returned': returned / gigabyte,
      },
    },
    never('GetObjectCommand'),
  ];
}

/** Gigabyte-months of the version of the catalogue that a write leaves behind. */
function keptVersion(facts: Facts): number {
  return (catalogBytes(facts) / gigabyte) * ((facts.deployment.oldCatalogDays * 24) / monthHours);
}
