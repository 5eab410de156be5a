import { describe, expect, it } from 'vitest';
import { dragonEvent } from '../../functions/dragons/dragon-event.ts';
import { named, ofType, template } from '../testing/template.ts';

const mappings = ofType('AWS::Lambda::EventSourceMapping');
const queues = ofType('AWS::SQS::Queue');
const days = 24 * 60 * 60;

describe.each(mappings)('$logicalId', ({ properties }) => {
  it('starts where the stream starts, so that what happens while it is made is not lost', () => {
    expect(properties.StartingPosition).toBe('TRIM_HORIZON');
  });

  it('tries only what failed again, and halves a batch that fails as a whole, so that one record does not hold up the others', () => {
    expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    expect(properties.BisectBatchOnFunctionError).toBe(true);
  });

  it('gives up after some attempts, and tells a queue', () => {
    // Without a number Lambda tries until the record leaves the stream after a day, and the shard waits. Halving does not count
    // (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
    expect(properties.MaximumRetryAttempts).toBeGreaterThan(0);
    expect(properties.MaximumRetryAttempts).toBeLessThanOrEqual(100);
    expect(queues.map(({ logicalId }) => logicalId)).toContain(
      named(properties.DestinationConfig.OnFailure.Destination),
    );
  });

  it('has filters that are JSON, and wakes the function for nothing else than dragons', () => {
    const patterns = (properties.FilterCriteria.Filters as { Pattern: string }[]).map(
      ({ Pattern }) => JSON.parse(Pattern) as { dynamodb: object },
    );

    expect(patterns).not.toEqual([]);
    // Only dragons have an origin.
    for (const { dynamodb } of patterns) expect(JSON.stringify(dynamodb)).toMatch(/"sk":\{"S":\["DRAGON"\]|"origin":/);
  });
});

describe.each(queues)('queue $logicalId', ({ logicalId, properties }) => {
  it('gets what somebody could not do', () => {
    const destinations = [
      ...mappings.map((mapping) => mapping.properties.DestinationConfig.OnFailure.Destination as string),
      ...ofType('AWS::Serverless::StateMachine').flatMap((machine) =>
        Object.values(machine.properties.DefinitionSubstitutions as Record<string, string>),
      ),
      ...queues.map((queue) => String(queue.properties.RedrivePolicy?.deadLetterTargetArn)),
      ...ofType('AWS::Scheduler::Schedule').map(({ properties: { Target } }) => Target.DeadLetterConfig.Arn as string),
    ];

    expect(destinations.map(named)).toContain(logicalId);
  });

  it('keeps it as long as a queue can, encrypted', () => {
    expect(properties.MessageRetentionPeriod).toBe(14 * days);
    expect(properties.SqsManagedSseEnabled).toBe(true);
  });
});

it('no queue has the failures of two', () => {
  const destinations = mappings.map(({ properties }) => properties.DestinationConfig.OnFailure.Destination as string);

  expect(new Set(destinations).size).toBe(destinations.length);
});

it('the topic is called by the name that events go by', () => {
  const event = dragonEvent('DragonRemoved', {
    id: 'a',
    time: '2026-01-31T12:00:00.000Z',
    dragon: { dragonName: 'a', family: 'a', description: 'a', city: 'a', country: 'a', state: 'a', neighborhood: 'a' },
  });

  expect(event.dataschema).toContain('dragon-event');
  expect(template.resources.get('EventsTopic')?.properties.TopicName).toBe('dragons-dev-dragon-events');
});
