import { optionalStringMap, optionalStrings } from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { missingParameter } from './errors.ts';
import { requiredText } from './parameters.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export function listQueueTags(queues: Queues, input: JsonInput): object {
  const { tags } = queues.byUrl(requiredText(input, 'QueueUrl')).stored;
  return Object.keys(tags).length === 0 ? {} : { Tags: tags };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export function tagQueue(queues: Queues, input: JsonInput): undefined {
  const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
  const tags = optionalStringMap(input, 'Tags');
  if (tags === undefined) throw missingParameter('Tags');
  queues.change(queue, { tags: { ...queue.stored.tags, ...tags } });
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export function untagQueue(queues: Queues, input: JsonInput): undefined {
  const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
  const keys = optionalStrings(input, 'TagKeys');
  if (keys === undefined) throw missingParameter('TagKeys');
  const kept = Object.entries(queue.stored.tags).filter(([key]) => !keys.includes(key));
  queues.change(queue, { tags: Object.fromEntries(kept) });
}
