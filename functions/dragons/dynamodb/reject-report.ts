import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { UnreadableItemError } from '../registry.ts';
import type { Reports } from '../reports.ts';
import { conditionally } from './calls.ts';
import { decidedReport } from './readable-report.ts';
import { reportDecision } from './report-decision.ts';
import type { Table } from './table.ts';

/** Marks reports in the registry's table rejected. */
export function rejectReport({ client, name }: Table): Reports['reject'] {
  return async (report, rejection, decidedAt) => {
    const refused = await conditionally(
      client.send(
        new UpdateItemCommand({
          TableName: name,
          ...reportDecision(report.reportId, 'REJECTED', decidedAt, rejection),
        }),
      ),
    );
    if (refused === undefined) return { ...report, status: 'REJECTED', decidedAt, rejection };
    if (refused.Item === undefined) throw new UnreadableItemError(`There is no report ${report.reportId} any more.`);
    return decidedReport(refused.Item);
  };
}
