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
import { alarms } from '../testing/alarms.ts';
import { kebab, pascal, root } from '../testing/contract.ts';
import { full } from '../testing/full-template.ts';
import { alarmsText, commandsIn, metricsText, namesIn, runbook } from '../testing/runbook.ts';
import { entryOf, ofType } from '../testing/template.ts';
import { metricsWrittenBy } from '../testing/uses-of-handlers.ts';

const { Stage: stage } = full.parameters;

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
    const known = [...full.resources.values()].flatMap(({ ref, properties, attributes }) => [
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
  const written = await Promise.all(
    ofType('AWS::Serverless::Function', full).map((resource) => metricsWrittenBy(join(root, entryOf(resource)))),
  );
  const rows = metricsText.split('\n').filter((line) => line.startsWith('| `'));
  const documented = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
  );

  expect(documented.filter((name) => !name.startsWith('Status')).toSorted()).toEqual(
    [...new Set(written.flat())].filter((name) => !name.startsWith('Status')).toSorted(),
  );
  expect(documented).toEqual(expect.arrayContaining(['Status2xx', 'Status5xx']));
});

/** `put-item` → `PutItem`. */
function commandName(name: string): string {
  return pascal(name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
}
