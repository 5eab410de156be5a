import type { Random } from './random.ts';
import type { AwsCall, Conduct } from './unruly-proxy.ts';

const pass: Conduct = { type: 'pass' };

/**
 * S3 on a bad day: every third call is refused, runs into a time-out, or is answered to nobody.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function unrulyS3(random: Random): (call: AwsCall) => Conduct {
  const busy = s3Error(503, 'SlowDown', 'Please reduce your request rate.');
  const met = s3Error(
    409,
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  );
  const failed = s3Error(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    '<Condition>If-Match</Condition>',
  );
  return ({ service, method, isConditional }) => {
    if (service !== 's3' || !random.chance(1 / 3)) return pass;
    const conducts = [busy, busy, hold(random, 3000), lose(random, 1000)];
    // Only a conditional write is ever answered with these.
    if (method === 'PUT' && isConditional) conducts.push(met, failed);
    return random.pick(conducts);
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
export function unrulyDynamoDb(random: Random): (call: AwsCall) => Conduct {
  return ({ service, operation }) => {
    if (service !== 'dynamodb' || !random.chance(0.2)) return pass;
    const conducts = [
      dynamoDbError(500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', 'Internal server error'),
      dynamoDbError(
        400,
        'com.amazon.coral.availability#ThrottlingException',
        'Rate of requests exceeds the allowed throughput.',
      ),
      dynamoDbError(
        400,
        'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
        'The level of configured provisioned throughput for the table was exceeded.',
      ),
      hold(random, 500),
      lose(random, 200),
      lose(random, 200),
    ];
    if (operation === 'TransactWriteItems') conducts.push(conflict, conflict);
    if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) {
      conducts.push(
        dynamoDbError(
          400,
          'com.amazonaws.dynamodb.v20120810#TransactionConflictException',
          'Transaction is ongoing for the item',
        ),
      );
    }
    return random.pick(conducts);
  };
}

const conflict = dynamoDbError(
  400,
  'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
  'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict, None]',
  {
    CancellationReasons: [
      { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
      { Code: 'None' },
    ],
  },
);

/** Cut after a while, before the service saw it. */
function hold(random: Random, most: number): Conduct {
  return { type: 'hold', milliseconds: Math.round(random.next() * most) };
}

/** Done by the service, but answered to nobody. */
function lose(random: Random, most: number): Conduct {
  return { type: 'lose', milliseconds: Math.round(random.next() * most) };
}

/** An error as S3 gives it. */
export function s3Error(status: number, code: string, message: string, more = ''): Conduct {
  return {
    type: 'answer',
    status,
    headers: { 'Content-Type': 'application/xml', 'x-amz-request-id': 'UNRULY', 'x-amz-id-2': 'UNRULY' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>UNRULY</RequestId><HostId>UNRULY</HostId></Error>`,
  };
}

function dynamoDbError(status: number, type: string, message: string, more: object = {}): Conduct {
  return {
    type: 'answer',
    status,
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': 'UNRULY' },
    // The letter case of the message's name differs between these errors; clients take both.
    body: JSON.stringify({ __type: type, message, Message: message, ...more }),
  };
}
