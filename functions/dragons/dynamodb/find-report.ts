import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Reports } from '../reports.ts';
import { reached } from './calls.ts';
import { reportKey } from './items.ts';
import { readableReport } from './readable-report.ts';
import type { Table } from './table.ts';

/** Finds reports in the registry's table. */
export function findReport({ client, name }: Table): Reports['find'] {
  return async (reportId) => {
    const { Item: item } = await reached(
      client.send(new GetItemCommand({ TableName: name, Key: reportKey(reportId), ConsistentRead: true })),
    );
    return item === undefined ? undefined : readableReport(item);
  };
}
