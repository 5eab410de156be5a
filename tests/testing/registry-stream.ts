import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';

/** A change of the registry as Lambda hands it to functions. */
export interface ChangeRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: Record<string, { readonly S?: string }> };
}

/** All changes of dragons in the registry's stream so far, in the order of each item. */
export async function dragonChanges({ streams, table }: Pick<Aws, 'streams' | 'table'>): Promise<ChangeRecord[]> {
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: await table('RegistryTable') }));
  const StreamArn = Streams[0]?.StreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const records: _Record[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    let { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    while (ShardIterator !== undefined) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
      records.push(...(page.Records ?? []));
      if (page.Records?.length === 0) break;
      ShardIterator = page.NextShardIterator;
    }
  }
  return records
    .filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === 'DRAGON')
    .map((record) => {
      const ApproximateCreationDateTime = (record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000;
      return { ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime } } as unknown as ChangeRecord;
    });
}

/** What the name of a changed item is. */
export const itemOf = ({ dynamodb }: ChangeRecord): string => dynamodb.Keys.pk?.S ?? '';

/** Invokes a function and waits. @returns its answer, or its error */
export async function invoke(
  { lambda }: Pick<Aws, 'lambda'>,
  functionName: string,
  event: unknown = null,
): Promise<{ readonly failed: boolean; readonly answer: any }> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  );
  return { failed: FunctionError !== undefined, answer: JSON.parse(Payload?.transformToString() ?? 'null') };
}
