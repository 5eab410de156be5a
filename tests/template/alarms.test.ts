import { join } from 'node:path';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as codeDeploy from '@aws-sdk/client-codedeploy';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import * as dynamoDbStreams from '@aws-sdk/client-dynamodb-streams';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as stepFunctions from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { alarms, metricsOf, watched, type NamedMetric } from '../testing/alarms.ts';
import { contract, operations, pascal, root } from '../testing/contract.ts';
import { dashboardMetrics, dashboardWidgets } from '../testing/dashboard.ts';
import { metricsOfAws } from '../testing/metrics-of-aws.ts';
import { alarmsText, commandsIn, metricsText, runbook } from '../testing/runbook.ts';
import { entryOf, named, ofType, production } from '../testing/template.ts';
import { metricsWrittenBy } from '../testing/uses-of-handlers.ts';

const functions = ofType('AWS::Serverless::Function', watched);
const queues = ofType('AWS::SQS::Queue', watched);
const topic = watched.resources.get('AlarmsTopic')?.ref;
const alarmOf = (logicalId: string) => alarms.find((alarm) => alarm.logicalId === logicalId);
const { Stage: stage } = watched.parameters;
const camel = (id: string): string => id.replace(/^./, (letter) => letter.toLowerCase());

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
    for (const { properties } of ofType('AWS::Lambda::EventSourceMapping', watched)) {
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
  const ids = (of: typeof watched) => ofType('AWS::CloudWatch::Alarm', of).map(({ logicalId }) => logicalId);
  const missing = alarms.map(({ logicalId }) => logicalId).filter((logicalId) => !ids(production).includes(logicalId));

  expect(missing.toSorted()).toEqual(['ApiForMachinesErrors', 'ConfirmSignUpErrors']);
});

describe('the topic of alarms', () => {
  it('takes messages from CloudWatch and Budgets, for this account only', () => {
    const [policy] = ofType('AWS::SNS::TopicPolicy', watched).filter(({ properties }) =>
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
        Condition: { StringEquals: { 'aws:SourceAccount': watched.accountId } },
      });
    }
  });

  it('has no key that CloudWatch could not use', () => {
    expect(watched.resources.get('AlarmsTopic')?.properties).not.toHaveProperty('KmsMasterKeyId');
  });

  it('writes to an address only where there is one', () => {
    expect(watched.resources.get('AlarmsByMail')?.properties).toMatchObject({
      TopicArn: topic,
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
    });
    expect(production.resources.has('AlarmsByMail')).toBe(false);
  });
});

describe('the dashboard', () => {
  it('shows every alarm, but for those that not every stage has', () => {
    const shown = dashboardWidgets.flatMap(({ type, properties }) =>
      type === 'alarm' ? (properties.alarms as string[]) : [],
    );

    expect(shown.toSorted()).toEqual(
      ofType('AWS::CloudWatch::Alarm', production)
        .map(({ logicalId }) => alarmOf(logicalId)?.attributes.Arn)
        .toSorted(),
    );
  });

  it.each(dashboardMetrics)('shows a metric that somebody measures: $namespace $name $dimensions', async (metric) => {
    expect(await problemOf(metric)).toBeUndefined();
  });

  it('looks for errors in the logs of every function that every stage has', () => {
    const [query = ''] = dashboardWidgets.flatMap(({ type, properties }) =>
      type === 'log' ? [String(properties.query)] : [],
    );
    const sources = [...query.matchAll(/SOURCE '([^']+)'/g)].map(([, name]) => name);

    expect(sources.toSorted()).toEqual(
      functions
        .filter(({ logicalId }) => production.resources.has(logicalId))
        .map(({ logicalId }) => watched.resources.get(`${logicalId}Logs`)?.ref)
        .toSorted(),
    );
  });

  it('has widgets that fit into its 24 columns, one beside or below the other', () => {
    const cells = dashboardWidgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboardWidgets.map(({ x, width }) => x + width))).toBeLessThanOrEqual(24);
  });
});

describe('the runbook', () => {
  const clients: Readonly<Record<string, object>> = {
    cloudformation: cloudFormation,
    cloudwatch: cloudWatch,
    'cognito-idp': cognito,
    deploy: codeDeploy,
    dynamodb: dynamoDb,
    dynamodbstreams: dynamoDbStreams,
    lambda,
    s3api: s3,
    sns,
    sqs,
    ssm,
    stepfunctions: stepFunctions,
  };
  /** Of services whose client this project does not have: https://docs.aws.amazon.com/cli/latest/reference/ */
  const otherCommands = ['logs filter-log-events', 'logs tail', 'scheduler get-schedule', 'xray get-trace-summaries'];

  it.each(runbook)(
    'says of "$title" what it means, for whom, what to look at, what to do, and how to try it',
    (entry) => {
      const parts = [...entry.text.matchAll(/^- \*\*(.+?)\.\*\* (.*?)(?=^- \*\*|$(?![\s\S]))/gms)];

      expect(parts.map(([, title]) => title)).toEqual([
        'What it means',
        'Who is affected',
        'First things to look at',
        'How to make it go away',
        'Try it locally',
      ]);
      const [, , look = [], , trial = []] = parts;
      expect(commandsIn(String(look[2]))).not.toEqual([]);
      expect(String(trial[2])).toMatch(/`|console/);
    },
  );

  it('names only alarms that there are', () => {
    const names = runbook.flatMap(({ text }) => namesIn(text));
    const known = [...alarms.map(({ logicalId }) => kebab(logicalId)), 'OPERATION-errors', 'catalog-unavailable'];

    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  const commands = commandsIn(alarmsText);

  it('runs scripts that there are', () => {
    const scripts = commands.flatMap((command) =>
      [...command.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script ?? ''),
    );

    expect(scripts).not.toEqual([]);
    for (const script of scripts) expect(Object.keys(packageFile.scripts)).toContain(script);
  });

  it('calls operations of AWS that there are', () => {
    const calls = commands.flatMap((command) =>
      [...command.matchAll(/\baws ([a-z0-9-]+) ([a-z0-9-]+)/g)].map(([, service = '', name = '']) => ({
        service,
        name,
      })),
    );

    expect(calls.length).toBeGreaterThan(20);
    for (const { service, name } of calls) {
      if (otherCommands.includes(`${service} ${name}`)) continue;
      expect(Object.keys(clients), `aws ${service} ${name}`).toContain(service);
      expect(Object.keys(clients[service] ?? {})).toContain(`${commandName(name)}Command`);
    }
  });

  it('names resources that there are', () => {
    const named = commands.flatMap((command) =>
      [
        ...command.matchAll(
          /(?:--(?:queue|log-group|alarm|function|schedule)?-?names? |logs tail |stateMachine:|execution:|sns:[^:]*:[^:]*:|\/123456789012\/)((?:\/dragons\/|dragons-)(?:STAGE|local)[\w/-]*)/g,
        ),
      ].map(([, name = '']) => name.replace(/STAGE|local/, stage ?? '')),
    );
    const known = [...watched.resources.values()].flatMap(({ ref, properties, attributes }) => [
      ref.split(':').at(-1),
      attributes.QueueName,
      attributes.FunctionName,
      attributes.StateMachineName,
      properties.Name,
    ]);

    expect(named.length).toBeGreaterThan(10);
    for (const name of named) expect([...known, `dragons-${stage}-report`]).toContain(name);
  });
});

it('the table of metrics has what the functions write, and nothing else', async () => {
  const written = await Promise.all(functions.map((resource) => metricsWrittenBy(join(root, entryOf(resource)))));
  const rows = metricsText.split('\n').filter((line) => line.startsWith('| `'));
  const documented = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
  );

  expect(documented.filter((name) => !name.startsWith('Status')).toSorted()).toEqual(
    [...new Set(written.flat())].filter((name) => !name.startsWith('Status')).toSorted(),
  );
  expect(documented).toEqual(expect.arrayContaining(['Status2xx', 'Status5xx']));
});

describe('the access logs', () => {
  const formats = ofType('AWS::Serverless::Api', watched).map(({ logicalId, properties }) => ({
    logicalId,
    format: String(properties.AccessLogSetting.Format),
  }));

  it.each(formats)('of $logicalId are JSON of what is no personal data', ({ format }) => {
    const values = Object.values(JSON.parse(format) as Record<string, string>);
    // Addresses, callers and claims are persons. A path and a query hold what they typed; a resource path and an operation do not.
    const harmless = [
      '$context.requestId',
      '$context.extendedRequestId',
      '$context.operationName',
      '$context.httpMethod',
      '$context.resourcePath',
      '$context.status',
      '$context.responseLatency',
      '$context.integrationLatency',
      '$context.responseLength',
      '$context.requestTime',
      '$context.error.responseType',
      // Whose key it is stands in the usage plan: a machine's.
      '$context.identity.apiKeyId',
    ];

    for (const value of values) expect(harmless).toContain(value);
  });

  it('name the operation', () => {
    for (const { format } of formats) expect(format).toContain('$context.operationName');
  });
});

/** `ListDragonsErrors` → `list-dragons-errors`, `put-item` → `PutItem`. */
function kebab(logicalId: string): string {
  return logicalId.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** The names of alarms that an entry is about: what it begins with. */
function namesIn(entry: string): string[] {
  return [...(entry.split('\n- **')[0] ?? '').matchAll(/`([A-Z]*[a-z-]+)`/g)].map(([, name = '']) => name);
}

function commandName(name: string): string {
  return pascal(name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
}

/** Why nobody would ever see such a metric; undefined when somebody measures it. */
async function problemOf({ namespace, name, dimensions }: NamedMetric): Promise<string | undefined> {
  const title = `${namespace} ${name} ${JSON.stringify(dimensions)}`;
  if (namespace === 'Dragons') {
    const { operation, ...others } = dimensions;
    if (JSON.stringify(others) !== JSON.stringify({ service: 'dragons', stage })) return `${title}: other dimensions`;
    const owner = functions.find(({ logicalId }) => camel(logicalId) === operation);
    if (owner === undefined) return `${title}: no function has that name`;
    const written = await metricsWrittenBy(join(root, entryOf(owner)));
    return written.includes(name) ? undefined : `${title}: its code writes ${written.join(', ')}`;
  }
  const names = Object.keys(dimensions).toSorted().join();
  const isDocumented = metricsOfAws[namespace]?.some(
    (documented) =>
      documented.metrics.includes(name) && documented.dimensions.some((set) => set.toSorted().join() === names),
  );
  if (isDocumented !== true) return `${title}: AWS has no such metric`;
  const unknown = Object.entries(dimensions).find(([dimension, value]) => !isValueOf(dimension, value));
  return unknown === undefined ? undefined : `${title}: no ${unknown[0]} is called ${unknown[1]}`;
}

/** Whether something in the template or in the contract has this name. */
function isValueOf(dimension: string, value: string): boolean {
  const has = (type: string, value_: (resource: (typeof functions)[number]) => unknown): boolean =>
    ofType(type, watched).some((resource) => value_(resource) === value);
  switch (dimension) {
    case 'FunctionName':
      return has('AWS::Serverless::Function', ({ ref }) => ref);
    case 'Resource':
      return value.startsWith('/')
        ? Object.keys(contract.paths as object).includes(value)
        : has('AWS::Serverless::Function', ({ ref, properties }) => `${ref}:${String(properties.AutoPublishAlias)}`);
    case 'QueueName':
      return has('AWS::SQS::Queue', ({ attributes }) => attributes.QueueName);
    case 'StateMachineArn':
      return has('AWS::Serverless::StateMachine', ({ ref }) => ref);
    case 'TableName':
      return has('AWS::DynamoDB::Table', ({ ref }) => ref);
    case 'GlobalSecondaryIndexName':
      return ofType('AWS::DynamoDB::Table', watched).some(({ properties }) =>
        ((properties.GlobalSecondaryIndexes ?? []) as { IndexName: string }[]).some(
          ({ IndexName }) => IndexName === value,
        ),
      );
    case 'ApiName':
      return has('AWS::Serverless::Api', ({ properties }) => properties.Name);
    case 'Stage':
      return value === stage;
    case 'Method':
      return operations.some(({ method }) => method.toUpperCase() === value);
    default:
      return false;
  }
}
