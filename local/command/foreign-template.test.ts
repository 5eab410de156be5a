import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { anyPorts, commandLine, type CommandLine } from '../testing/command-line.ts';

let folder: string;
let running: CommandLine | undefined;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'notes-')));
  cpSync(join(import.meta.dirname, '..', 'testing', 'notes'), folder, { recursive: true });
  // Its own packages would be installed there.
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
});
afterEach(async () => {
  running?.child.kill('SIGTERM');
  await running?.ended;
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function change(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to));
}

async function start(...args: string[]) {
  running = commandLine(tmpdir(), '--template', join(folder, 'template.yaml'), '--no-watch', ...anyPorts, ...args);
  const addresses = await running.serving();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const options = { endpoint: addresses['AWS endpoint'], region: 'us-east-1', credentials };
  const ssm = new SSMClient(options);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/notes/client-id' }));
  return {
    api: addresses.API,
    cognito: new CognitoIdentityProviderClient(options),
    clientId: Parameter?.Value,
  };
}

const put = (text: unknown, token = '') => ({
  method: 'PUT',
  body: JSON.stringify({ text }),
  headers: { 'content-type': 'application/json', authorization: token },
});

describe('a template of somebody else', () => {
  it('runs: inline code, a bundled function, a bucket, a seed, a parameter', async () => {
    const { api } = await start('--parameter', 'Greeting=Hello', '--seed', join(folder, 'seed.yaml'));

    const answers = await Promise.all(
      ['/', '/notes/first', '/notes/second', '/others'].map(async (path) => {
        const answer = await fetch(`${api}${path}`);
        return [answer.status, await answer.text()];
      }),
    );

    expect(answers).toEqual([
      [200, 'Hello!'],
      [200, 'The first note.\n'],
      [404, 'There is no such note.'],
      [403, '{"message":"Missing Authentication Token"}'],
    ]);
    expect(running?.output.stderr).toBe('');
  });

  it('lets people sign up through its trigger, and holds its contract against them', async () => {
    const { api, cognito, clientId } = await start();
    const person = { ClientId: clientId, Username: 'grace' };
    await cognito.send(new SignUpCommand({ ...person, Password: 'Sample-password-2' }));
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'grace', PASSWORD: 'Sample-password-2' },
      }),
    );
    const token = AuthenticationResult?.IdToken;

    const statuses = [
      (await fetch(`${api}/notes/mine`, put('hi'))).status,
      (await fetch(`${api}/notes/mine`, put('x'.repeat(101), token))).status,
      (await fetch(`${api}/notes/mine`, put('hi', token))).status,
    ];

    expect(statuses).toEqual([401, 400, 204]);
    expect(await (await fetch(`${api}/notes/mine`)).text()).toBe('hi');
  });

  it('fails as on AWS where it forgot to permit Cognito the trigger', async () => {
    change('template.yaml', 'Principal: cognito-idp.amazonaws.com', 'Principal: events.amazonaws.com');
    const { cognito, clientId } = await start();

    const signUp = cognito.send(
      new SignUpCommand({ ClientId: clientId, Username: 'grace', Password: 'Sample-password-2' }),
    );

    await expect(signUp).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error AccessDeniedException.',
    });
  });
});

it('what cannot run is refused before anything runs: all of it, by name, with file, line and column', async () => {
  change(
    'template.yaml',
    /^ {2}Shelf:$/m,
    `  Queue: { Type: AWS::Events::Rule }
  Table: { Type: AWS::Kinesis::Stream }
  Cluster: { Type: AWS::ECS::Cluster }
  Second: { Type: AWS::Serverless::Api, Properties: { StageName: v2, DefinitionBody: {} } }
  Shelf:`,
  );
  change('template.yaml', 'CodeUri: .', 'VpcConfig: {}\n      CodeUri: .');
  change('template.yaml', '    Timeout: 5', '    Timeout: 5\n    FileSystemConfigs: []');
  change('template.yaml', 'LambdaConfig: {', 'MfaConfiguration: "ON"\n      LambdaConfig: {');

  running = commandLine(folder, '--no-watch', ...anyPorts);

  expect(await running.ended).toBe(1);
  expect(running.output.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(
      /^template\.yaml:12:5: Notes \(AWS::Serverless::Function\): the property FileSystemConfigs is/,
    ),
    expect.stringMatching(
      /^template\.yaml:12:5: Welcome \(.*\): the property FileSystemConfigs is not simulated locally$/,
    ),
    expect.stringMatching(
      /^template\.yaml:12:5: Confirm \(.*\): the property FileSystemConfigs is not simulated locally$/,
    ),
    expect.stringMatching(/^template\.yaml:28:7: Notes \(.*\): the property VpcConfig is not simulated locally$/),
    expect.stringMatching(/^template\.yaml:\d+:3: Queue \(AWS::Events::Rule\): this type of resource is not simulated/),
    expect.stringMatching(/^template\.yaml:\d+:3: Table \(AWS::Kinesis::Stream\): this type of resource is not sim/),
    expect.stringMatching(/^template\.yaml:\d+:3: Cluster \(AWS::ECS::Cluster\): this type of resource is not simul/),
    expect.stringMatching(/^template\.yaml:\d+:3: Second \(AWS::Serverless::Api\): only one API can run here$/),
    expect.stringMatching(/^template\.yaml:\d+:3: Writers \(AWS::Cognito::UserPool\): MfaConfiguration: ON is not sim/),
  ]);
  expect(running.output.stdout).toBe('');
});
