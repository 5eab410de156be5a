import { SNSClient } from '@aws-sdk/client-sns';
import { background, requiredVariable, traceClient } from '@dragons/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { patiently } from '../call-limits.ts';
import { eventsBySns } from '../events-by-sns.ts';
import { announceChanges } from './announce-changes.ts';

const send = eventsBySns(traceClient(new SNSClient(patiently)), requiredVariable('EVENTS_TOPIC'));

export const handler = background('announceChanges', ({ Records }: DynamoDBStreamEvent) =>
  announceChanges(Records, send),
);
