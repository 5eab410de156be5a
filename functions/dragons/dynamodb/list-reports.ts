import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { StoredReport, Reports } from '../reports.ts';
import { reached } from './calls.ts';
import { reportPlaceKey, storedReportOf, type Item } from './items.ts';
import type { Table } from './table.ts';

/**
 * Lists the reports of somebody by the index of the registry's table that holds nothing but reports. DynamoDB brings it up to date a moment
 * after the table, and cannot read it consistently
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Reading).
 */
export function listReports({ client, name }: Table): Reports['list'] {
  return async (reporter, { after, limit }) => {
    const reports: StoredReport[] = [];
    let unreadable = 0;
    let start: Item | undefined = after === undefined ? undefined : reportPlaceKey(reporter, after);
    do {
      const { Items = [], LastEvaluatedKey } = await reached(
        client.send(
          new QueryCommand({
            TableName: name,
            IndexName: 'ReportsByReporter',
            KeyConditionExpression: 'reporter = :reporter',
            ExpressionAttributeValues: { ':reporter': { S: reporter } },
            ScanIndexForward: false,
            Limit: limit - reports.length,
            ExclusiveStartKey: start,
          }),
        ),
      );
      const readable = Items.map(storedReportOf).filter((report) => report !== undefined);
      reports.push(...readable);
      unreadable += Items.length - readable.length;
      start = LastEvaluatedKey;
    } while (start !== undefined && reports.length < limit);
    return { reports, unreadable };
  };
}
