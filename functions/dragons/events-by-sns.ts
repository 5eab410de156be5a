import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { log, logMessages } from '@dragons/core';
import type { DragonEvent, SendEvents } from './dragon-event.ts';

/** What PublishBatch takes at most. */
const batchSize = 10;

/** Events to an SNS topic. Subscribers can filter by the message attributes `type` and `dataschema`. */
export function eventsBySns(client: SNSClient, topicArn: string): SendEvents {
  return async (events) => {
    const refused = new Set<string>();
    for (let start = 0; start < events.length; start += batchSize) {
      const batch = events.slice(start, start + batchSize);
      const { Failed = [] } = await client.send(
        new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch.map(entry) }),
      );
      for (const { Id, Code } of Failed) {
        log(logMessages.eventsNotPublished, { reason: Code });
        const event = batch[Number(Id)];
        if (event !== undefined) refused.add(event.id);
      }
    }
    return refused;
  };
}

function entry(event: DragonEvent, index: number) {
  return {
    Id: String(index),
    Message: JSON.stringify(event),
    MessageAttributes: {
      type: { DataType: 'String', StringValue: event.type },
      dataschema: { DataType: 'String', StringValue: event.dataschema },
    },
  };
}
