import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alarmOf, alarms, metricsOf } from '../testing/alarms.ts';
import { kebab, operations, pascal, root } from '../testing/contract.ts';
import { full } from '../testing/full-template.ts';
import { problemOf } from '../testing/measured.ts';
import { namesIn, runbook } from '../testing/runbook.ts';
import { entryOf, named, ofType, production } from '../testing/template.ts';
import { metricsWrittenBy } from '../testing/uses-of-handlers.ts';

const functions = ofType('AWS::Serverless::Function', full);
const queues = ofType('AWS::SQS::Queue', full);
const topic = full.resources.get('AlarmsTopic')?.ref;
const { Stage: stage } = full.parameters;

/** Functions that nobody calls by the alias: CloudFormation and CodeDeploy have their ARN. */
const withoutAlias = ['LoadFirstData', 'VerifyVersion'];

describe.each(alarms)('the alarm $logicalId', (alarm) => {
  const { logicalId, properties } = alarm;

  it('tells the topic when it rings, and when it is over', () => {
    expect(properties).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    expect(properties.ActionsEnabled).toBeUndefined();
  });

  it('has a name by which it is found, and says where to read what to do', () => {
    expect(properties.AlarmName).toBe(`dragons-${stage}-${kebab(logicalId)}`);
    const [, anchor] = /\. docs\/operations\.md#([a-z0-9-]+)$/.exec(properties.AlarmDescription) ?? [];
    const entry = runbook.find((one) => one.anchor === anchor);

    const isOfOperation = operations.some(({ id }) => `${pascal(id)}Errors` === logicalId);
    expect(namesIn(entry?.text ?? '')).toContain(isOfOperation ? 'OPERATION-errors' : kebab(logicalId));
  });

  it('looks at metrics that somebody measures', async () => {
    const metrics = metricsOf(alarm);

    expect(metrics).not.toEqual([]);
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html
    expect(metrics.length).toBeLessThanOrEqual(10);
    for (const metric of metrics) expect(await problemOf(metric)).toBeUndefined();
  });

  it('says what missing data mean: as a rule, that nothing happened', () => {
    const meaning = logicalId.endsWith('Depth')
      ? 'ignore'
      : logicalId === 'CatalogUnverified'
        ? 'breaching'
        : 'notBreaching';

    expect(properties.TreatMissingData).toBe(meaning);
  });
});

describe('every', () => {
  it.each(functions)('function has an alarm for its errors: $logicalId', ({ logicalId, ref }) => {
    const alarm = alarmOf(`${logicalId}Errors`);
    const [metric] = alarm === undefined ? [] : metricsOf(alarm);
    const operation = operations.find(({ id }) => pascal(id) === logicalId);

    expect(metric).toEqual(
      operation === undefined
        ? {
            namespace: 'AWS/Lambda',
            name: 'Errors',
            dimensions: { FunctionName: ref, ...(!withoutAlias.includes(logicalId) && { Resource: `${ref}:live` }) },
          }
        : {
            namespace: 'AWS/ApiGateway',
            name: '5XXError',
            dimensions: {
              ApiName: `dragons-${stage}`,
              Stage: stage,
              Method: operation.method.toUpperCase(),
              Resource: operation.path,
            },
          },
    );
  });

  it('function that throws answers has them taken off its errors', async () => {
    for (const resource of functions) {
      const { logicalId } = resource;
      const written = await metricsWrittenBy(join(root, entryOf(resource)));
      const alarm = alarmOf(`${logicalId}Errors`);
      const takesOff = alarm !== undefined && metricsOf(alarm).some(({ name }) => name === 'Refusals');

      expect([logicalId, takesOff]).toEqual([logicalId, written.includes('Refusals')]);
    }
  });

  it.each(queues.filter(({ properties }) => properties.RedrivePolicy === undefined))(
    'queue that holds what was given up has an alarm for a single message: $logicalId',
    ({ logicalId, attributes }) => {
      const alarm = alarmOf(`${logicalId}Depth`);

      expect(alarm?.properties).toMatchObject({ Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' });
      expect(alarm && metricsOf(alarm)).toEqual([
        {
          namespace: 'AWS/SQS',
          name: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: attributes.QueueName },
        },
      ]);
    },
  );

  it('reader of a stream has an alarm for how far it is behind', () => {
    for (const { properties } of ofType('AWS::Lambda::EventSourceMapping', full)) {
      const name = named(properties.FunctionName) ?? '';
      const alarm = alarmOf(`${name}IteratorAge`);

      expect(alarm && metricsOf(alarm).map((metric) => metric.name)).toEqual(['IteratorAge']);
    }
  });

  it('function that serves somebody is among those whose throttling rings', () => {
    const alone = ['LoadFirstData', 'VerifyVersion', 'ConfirmSignUp'];
    const throttled = ['ApiThrottles', 'BackgroundThrottles'].flatMap((logicalId) => {
      const alarm = alarmOf(logicalId);
      return alarm === undefined ? [] : metricsOf(alarm).map(({ dimensions }) => named(dimensions.FunctionName));
    });

    expect(throttled.toSorted()).toEqual(
      functions
        .map(({ logicalId }) => logicalId)
        .filter((logicalId) => !alone.includes(logicalId))
        .toSorted(),
    );
  });
});

it('production has the same alarms but for what it does not have', () => {
  const ids = (of: typeof full) => ofType('AWS::CloudWatch::Alarm', of).map(({ logicalId }) => logicalId);
  const missing = alarms.map(({ logicalId }) => logicalId).filter((logicalId) => !ids(production).includes(logicalId));

  expect(missing.toSorted()).toEqual(['ApiForMachinesErrors', 'ConfirmSignUpErrors']);
});

describe('the topic of alarms', () => {
  it('takes messages from CloudWatch and Budgets, for this account only', () => {
    const [policy] = ofType('AWS::SNS::TopicPolicy', full).filter(({ properties }) =>
      properties.Topics.includes(topic),
    );
    const statements = policy?.properties.PolicyDocument.Statement as Record<string, any>[];

    expect(statements.map(({ Principal }) => Principal.Service)).toEqual([
      'cloudwatch.amazonaws.com',
      'budgets.amazonaws.com',
    ]);
    for (const statement of statements) {
      expect(statement).toMatchObject({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Resource: topic,
        Condition: { StringEquals: { 'aws:SourceAccount': full.accountId } },
      });
    }
  });

  it('has no key that CloudWatch could not use', () => {
    expect(full.resources.get('AlarmsTopic')?.properties).not.toHaveProperty('KmsMasterKeyId');
  });

  it('writes to an address only where there is one', () => {
    expect(full.resources.get('AlarmsByMail')?.properties).toMatchObject({
      TopicArn: topic,
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
    });
    expect(production.resources.has('AlarmsByMail')).toBe(false);
  });
});
