import { describe, expect, it } from 'vitest';
import {
  contactKey,
  dragonItem,
  dragonKey,
  reportItem,
  reportKey,
  reportPlaceKey,
  type Item,
} from '../../functions/dragons/dynamodb/items.ts';
import { dragon } from '../../functions/dragons/testing/dragons.ts';
import { newReport } from '../../functions/dragons/testing/reports.ts';
import { named, ofType, production, template } from '../testing/template.ts';

const tables = ofType('AWS::DynamoDB::Table');
const registry = template.resources.get('RegistryTable')?.properties as Record<string, any>;
const shortLived = template.resources.get('ShortLivedTable')?.properties as Record<string, any>;
const keyOf = (properties: Record<string, any>): string[] =>
  (properties.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName);

it.each(tables)('table $logicalId is encrypted, and paid for by use', ({ properties }) => {
  expect(properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST', SSESpecification: { SSEEnabled: true } });
  expect(properties).not.toHaveProperty('ProvisionedThroughput');
});

describe('the registry', () => {
  it('can be brought back to any second of the last weeks', () => {
    expect(registry.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
  });

  it('tells what changed, before and after', () => {
    expect(registry.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  it('cannot be deleted by mistake in production', () => {
    expect(production.resources.get('RegistryTable')?.properties.DeletionProtectionEnabled).toBe(true);
    expect(registry.DeletionProtectionEnabled).toBe(false);
  });

  it('gets its first data again when it, or the catalogue’s bucket, is made anew', () => {
    const [firstData] = ofType('Custom::FirstData');

    // CloudFormation asks a custom resource again only when one of its properties changes.
    expect(Object.values(firstData?.properties ?? {}).map((value) => named(String(value)))).toEqual(
      expect.arrayContaining(['RegistryTable', 'CatalogBucket']),
    );
  });

  it('forgets nothing by itself', () => {
    expect(registry).not.toHaveProperty('TimeToLiveSpecification');
  });

  it.each<[string, Item]>([
    ['a dragon', dragonKey('Atlas')],
    ['a report', reportKey('report-1')],
  ])('has the key that %s has', (_, key) => {
    expect(Object.keys(key)).toEqual(keyOf(registry));
  });
});

describe('the index of the reports by their reporters', () => {
  const [index, ...others] = registry.GlobalSecondaryIndexes as Record<string, any>[];

  it('is the only one, shows whole reports, and has the key by which pages go on', () => {
    expect(others).toEqual([]);
    expect(index).toMatchObject({ IndexName: 'ReportsByReporter', Projection: { ProjectionType: 'ALL' } });
    const place = { submittedAt: '2026-01-31T12:00:00.000Z', reportId: 'report-1' };
    expect(Object.keys(reportPlaceKey('subject-1', place))).toEqual([...keyOf(registry), ...keyOf(index ?? {})]);
  });

  it('holds reports and no dragons', () => {
    const { phoneNumber: _, ...report } = newReport();
    const inIndex = (item: Item): boolean => keyOf(index ?? {}).every((attribute) => attribute in item);

    expect(inIndex(reportItem({ ...report, status: 'PENDING' }))).toBe(true);
    expect(inIndex(dragonItem(dragon(), { incarnation: 'report-1', number: 1 }, 'report'))).toBe(false);
  });
});

describe('what is forgotten', () => {
  it('is forgotten at the time that its items name', () => {
    expect(shortLived.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  });

  it('does not live on in a stream or in backups', () => {
    expect(shortLived).not.toHaveProperty('StreamSpecification');
    expect(shortLived).not.toHaveProperty('PointInTimeRecoverySpecification');
  });

  it('has the key that a phone number has', () => {
    expect(Object.keys(contactKey('report-1'))).toEqual(keyOf(shortLived));
  });
});
