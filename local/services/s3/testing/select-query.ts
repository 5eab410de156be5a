import type { SelectObjectContentCommandInput } from '@aws-sdk/client-s3';

/** All of the JSON Lines `dragons.jsonl` in the bucket `pond`, or what is asked for instead. */
export function query(more: Partial<SelectObjectContentCommandInput> = {}): SelectObjectContentCommandInput {
  return {
    Bucket: 'pond',
    Key: 'dragons.jsonl',
    Expression: 'SELECT * FROM S3Object',
    ExpressionType: 'SQL',
    InputSerialization: { JSON: { Type: 'LINES' } },
    OutputSerialization: { JSON: {} },
    ...more,
  };
}
