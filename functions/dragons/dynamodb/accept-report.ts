import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { UnreadableItemError } from '../registry.ts';
import type { Reports } from '../reports.ts';
import { transacted } from './calls.ts';
import { dragonItem } from './items.ts';
import { decidedReport } from './readable-report.ts';
import { reportDecision } from './report-decision.ts';
import type { Table } from './table.ts';

/** Adds the dragons of reports to the registry's table: the dragon and the report's new status, or neither. */
export function acceptReport({ client, name }: Table): Reports['accept'] {
  return async (report, decidedAt) => {
    const { reportId, dragon } = report;
    const outcome = await transacted(() =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Update: { TableName: name, ...reportDecision(reportId, 'ACCEPTED', decidedAt) } },
            {
              Put: {
                TableName: name,
                Item: dragonItem(dragon, { incarnation: reportId, number: 1 }, 'report'),
                // The name is the key: this is what reserves it.
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        }),
      ),
    );
    if (outcome === 'done') return { ...report, status: 'ACCEPTED', decidedAt };
    const [decision] = outcome;
    if (decision?.Item !== undefined) return decidedReport(decision.Item);
    // A condition that failed without an item: there is nothing to decide about.
    if (decision?.Code === 'ConditionalCheckFailed') {
      throw new UnreadableItemError(`There is no report ${reportId} any more.`);
    }
    return 'name-taken';
  };
}
