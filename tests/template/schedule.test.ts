import { describe, expect, it } from 'vitest';
import { aliasOf, functions, named, ofType, template } from '../testing/template.ts';

const schedules = ofType('AWS::Scheduler::Schedule');

describe.each(schedules)('schedule $logicalId', ({ properties: { Target } }) => {
  const target = functions.find((resource) => aliasOf(resource) === Target.Arn);
  const role = template.resources.get(named(Target.RoleArn) ?? '');

  it('invokes a function of the stack by its alias', () => {
    expect(target).toBeDefined();
  });

  it('has a role of its own that the scheduler takes for this account, and that may do this and nothing else', () => {
    const trust = role?.properties.AssumeRolePolicyDocument;
    const policies = role?.properties.Policies;

    expect(trust).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': expect.stringMatching(/^\d{12}$/) } },
        },
      ],
    });
    expect(policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: Target.Arn },
            { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: Target.DeadLetterConfig.Arn },
          ],
        },
      },
    ]);
    expect(policies).toHaveProperty('length', 1);
    expect(policies).toHaveProperty('0.PolicyDocument.Statement.length', 2);
  });

  it('tells a queue what could not be started, and what its function could not do', () => {
    const queues = ofType('AWS::SQS::Queue').map(({ logicalId }) => logicalId);
    const { OnFailure } = target?.properties.EventInvokeConfig.DestinationConfig ?? {};

    expect(queues).toContain(named(Target.DeadLetterConfig.Arn));
    expect(OnFailure.Type).toBe('SQS');
    expect(queues).toContain(named(OnFailure.Destination));
  });

  it('gives up before the next run', () => {
    const hour = 3600;
    const { MaximumEventAgeInSeconds: waiting } = target?.properties.EventInvokeConfig ?? {};

    expect(Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(hour);
    expect(waiting).toBeLessThanOrEqual(hour);
  });
});

it('the catalogue is compared with the registry every hour', () => {
  const [check] = schedules;

  expect(schedules).toHaveLength(1);
  expect(check?.properties.ScheduleExpression).toBe('rate(1 hour)');
  expect(named(check?.properties.Target.Arn)).toBe('RebuildCatalog');
});
