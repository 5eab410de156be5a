import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../testing/contract.ts';
import { aliasOf, entryOf, functions, invokersOf, named, ofType, template, type Invoker } from '../testing/template.ts';
import { requiredVariablesOf } from '../testing/uses-of-handlers.ts';

/** Who invokes a function by the resource policy of the function, and who by a role or the credentials of its own. */
const principalOf: Readonly<Record<Invoker, string | undefined>> = {
  'API Gateway': 'apigateway.amazonaws.com',
  Cognito: 'cognito-idp.amazonaws.com',
  // The role of the state machine.
  'the workflow': undefined,
  // Lambda itself, which needs nobody's permission to invoke.
  'a stream': undefined,
  // Whoever deploys the stack, or the role that CloudFormation was given.
  CloudFormation: undefined,
  // The role that SAM makes for it.
  CodeDeploy: undefined,
  operator: undefined,
};

/** As long as Lambda lets a function run, in seconds (https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html). */
const longest = 900;

/** Seconds after which who waits for a function gives up. */
const patienceOf: Readonly<Record<Exclude<Invoker, 'a stream' | 'operator'>, number>> = {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
  'API Gateway': 29,
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
  Cognito: 5,
  // TimeoutSeconds of its tasks, which workflow.test.ts looks at.
  'the workflow': 30,
  CloudFormation: Math.min(
    ...[...template.resources.values()]
      .filter(({ type }) => type.startsWith('Custom::'))
      .map(({ properties }) => Number(properties.ServiceTimeout)),
  ),
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
  CodeDeploy: 3600,
};

/** The scripts with which operators call functions, which stop waiting themselves. */
const scriptOf: Readonly<Record<string, string>> = {
  RebuildCatalog: 'scripts/catalog-rebuild.ts',
  ImportDragons: 'scripts/seed.ts',
};

/** Seconds for which a script of an operator waits for its function. */
function patienceOfScript(logicalId: string): number {
  const text = readFileSync(join(root, scriptOf[logicalId] ?? 'an operator has no script'), 'utf8');
  const [, milliseconds = ''] = /^const timeout = ([\d_]+);$/m.exec(text) ?? [];
  return Number(milliseconds.replaceAll('_', '')) / 1000;
}

describe.each(functions)('$logicalId', (resource) => {
  const { logicalId, properties } = resource;

  it('runs on the current runtime and architecture, traced, with JSON logs', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Tracing: 'Active',
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it('logs into a group of its own that forgets', () => {
    const group = template.resources.get(`${logicalId}Logs`);
    expect(group?.type).toBe('AWS::Logs::LogGroup');
    expect(group?.properties.RetentionInDays).toBeDefined();
    expect(properties.LoggingConfig.LogGroup).toBe(group?.ref);
  });

  it('is invoked by one kind of caller', () => {
    expect(invokersOf(resource)).toHaveLength(1);
  });

  it('lets nobody else invoke it, and its caller only for what it is there for', () => {
    const permissions = ofType('AWS::Lambda::Permission').filter(
      (permission) => named(permission.properties.FunctionName) === logicalId,
    );
    const [principal] = invokersOf(resource).map((invoker) => principalOf[invoker]);

    expect(permissions.map((permission) => permission.properties)).toEqual(
      principal === undefined
        ? []
        : [
            {
              Action: 'lambda:InvokeFunction',
              FunctionName: aliasOf(resource),
              Principal: principal,
              SourceArn: expect.stringMatching(/^arn:aws:/),
            },
          ],
    );
  });

  it('is told by the template every environment variable that its code requires', async () => {
    const variables = Object.keys(properties.Environment.Variables);

    expect(variables).toEqual(expect.arrayContaining(await requiredVariablesOf(join(root, entryOf(resource)))));
  });

  it('ends before who waits for it gives up', () => {
    const [invoker] = invokersOf(resource);

    // Lambda itself brings a stream, and goes on when the function has ended, whenever that is.
    if (invoker === 'a stream') expect(properties.Timeout).toBeLessThanOrEqual(longest);
    else if (invoker === 'operator') expect(properties.Timeout).toBeLessThan(patienceOfScript(logicalId));
    else expect(properties.Timeout).toBeLessThan(invoker === undefined ? 0 : patienceOf[invoker]);
  });
});
