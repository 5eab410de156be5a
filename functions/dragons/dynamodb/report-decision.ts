import type { DecidedReport, RejectionCode } from '../reports.ts';
import { reportKey } from './items.ts';

/** The update that moves a report from PENDING to its end, and nothing else; its refusal holds the report as it is. */
export function reportDecision(
  reportId: string,
  status: DecidedReport['status'],
  decidedAt: string,
  rejection?: RejectionCode,
) {
  return {
    Key: reportKey(reportId),
    UpdateExpression: `SET #status = :status, decidedAt = :at${rejection === undefined ? '' : ', rejection = :rejection'}`,
    ConditionExpression: '#status = :pending',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':status': { S: status },
      ':at': { S: decidedAt },
      ':pending': { S: 'PENDING' },
      ...(rejection !== undefined && { ':rejection': { S: rejection } }),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}
