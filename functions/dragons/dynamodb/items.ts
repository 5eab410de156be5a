import { isRecord } from '@dragons/core';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { dragonOf } from '../catalog-record.ts';
import type { Dragon } from '../dragon.ts';
import { folded } from '../folded.ts';
import type { DragonVersion, RegisteredDragon, Unreadable } from '../registry.ts';
import type { RejectionCode, ReportPlace, StoredReport } from '../reports.ts';

/** An item as DynamoDB's API has it. */
export type Item = Record<string, AttributeValue>;

const dragonPrefix = 'DRAGON#';

/** The key of a dragon; names that fold to the same text have the same key, which is what reserves a name. */
export function dragonKey(dragonName: string): Item {
  return dragonKeyOf(folded(dragonName));
}

/** The key of the dragon with a folded name. */
export function dragonKeyOf(nameKey: string): Item {
  return { pk: { S: `${dragonPrefix}${nameKey}` }, sk: { S: 'DRAGON' } };
}

/** The folded name in a dragon's key; undefined for the key of something else. */
export function nameKeyOf(key: Readonly<Record<string, { readonly S?: string | undefined }>>): string | undefined {
  const text = key.pk?.S;
  return text?.startsWith(dragonPrefix) === true && key.sk?.S === 'DRAGON'
    ? text.slice(dragonPrefix.length)
    : undefined;
}

/** The item of a dragon. @param origin how it came into the registry */
export function dragonItem(dragon: Dragon, { incarnation, number }: DragonVersion, origin: 'report' | 'import'): Item {
  return { ...dragonKey(dragon.dragonName), ...marshall({ ...dragon, incarnation, version: number, origin }) };
}

/** The dragon of an item. Undefined when the item is none. */
export function registeredDragonOf(item: Item): RegisteredDragon | undefined {
  const { incarnation, version, ...fields } = valuesOf(item);
  const dragon = dragonOf(fields);
  if (dragon === undefined || typeof incarnation !== 'string' || typeof version !== 'number') return undefined;
  // The key says what the name is; an item whose text disagrees would hide another dragon.
  if (nameKeyOf(item) !== folded(dragon.dragonName)) return undefined;
  return { dragon, version: { incarnation, number: version } };
}

/** The entry of an item in a map of dragons by folded name; none for an item that has not the key of a dragon. */
export function entryOf(item: Item): [string, RegisteredDragon | Unreadable][] {
  const nameKey = nameKeyOf(item);
  return nameKey === undefined ? [] : [[nameKey, registeredDragonOf(item) ?? 'unreadable']];
}

/** Holds for the item of a dragon that is still at a version, with {@link versionValues}. */
export const isAtVersion = 'incarnation = :incarnation AND version = :version';

/** The values of {@link isAtVersion}. */
export function versionValues({ incarnation, number }: DragonVersion): Item {
  return { ':incarnation': { S: incarnation }, ':version': { N: String(number) } };
}

/** The key of a report. */
export function reportKey(reportId: string): Item {
  return { pk: { S: `REPORT#${reportId}` }, sk: { S: 'REPORT' } };
}

/**
 * The key of a report in the index of its reporter's reports. Many may have come at the same time: the table's own key, which DynamoDB wants in
 * it too, tells them apart.
 */
export function reportPlaceKey(reporter: string, { submittedAt, reportId }: ReportPlace): Item {
  return { ...reportKey(reportId), reporter: { S: reporter }, submittedAt: { S: submittedAt } };
}

/** The key of a report's phone number, in the table of what is forgotten. */
export function contactKey(reportId: string): Item {
  return { id: { S: `CONTACT#${reportId}` } };
}

/** The item of a report. */
export function reportItem(report: StoredReport): Item {
  return { ...reportKey(report.reportId), ...marshall(report, { removeUndefinedValues: true }) };
}

/** The report of an item. Undefined when the item is none. */
export function storedReportOf(item: Item): StoredReport | undefined {
  const values = valuesOf(item);
  const { reportId, reporter, username, confirmationRequired, submittedAt, status, decidedAt, rejection } = values;
  const dragon = isRecord(values.dragon) ? dragonOf(values.dragon) : undefined;
  if (
    dragon === undefined ||
    typeof reportId !== 'string' ||
    typeof reporter !== 'string' ||
    typeof submittedAt !== 'string' ||
    !isStatus(status)
  ) {
    return undefined;
  }
  return {
    reportId,
    dragon,
    reporter,
    username: typeof username === 'string' ? username : undefined,
    confirmationRequired: confirmationRequired === true,
    submittedAt,
    status,
    ...(typeof decidedAt === 'string' && { decidedAt }),
    ...(isRejection(rejection) && { rejection }),
  };
}

/** The values of an item. None for an item with a number that JavaScript cannot hold, which nothing here has written. */
function valuesOf(item: Item): Record<string, unknown> {
  try {
    return unmarshall(item);
  } catch {
    return {};
  }
}

function isStatus(value: unknown): value is StoredReport['status'] {
  return value === 'PENDING' || value === 'ACCEPTED' || value === 'REJECTED';
}

function isRejection(value: unknown): value is RejectionCode {
  return value === 'name-taken' || value === 'not-processed';
}
