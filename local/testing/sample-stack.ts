import { mkdtempSync, realpathSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { startStack, type Stack, type StackOptions } from '../stack/stack.ts';
import type { StackEvent } from '../stack/stack-event.ts';

export const template = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting: { Type: String, Default: hello }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: test
      OpenApiVersion: 3.0.3
      DefinitionBody:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: openapi.yaml } }
  Shared:
    Type: AWS::Serverless::LayerVersion
    Metadata:
      BuildMethod: makefile
      BuildProperties: { EntryPoints: [index.ts], Format: cjs, Target: node24 }
    Properties: { ContentUri: shared, CompatibleRuntimes: [nodejs24.x] }
  Greet:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties: { EntryPoints: [handler.ts], Format: cjs, Target: node24, Sourcemap: true, External: [shared] }
    Properties:
      CodeUri: greet
      Handler: handler.handler
      Runtime: nodejs24.x
      Layers: [!Ref Shared]
      Environment: { Variables: { GREETING: !Ref Greeting, BUCKET: !Ref Things } }
  GreetPermission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Greet
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*
  GreetLogs:
    Type: AWS::Logs::LogGroup
  Things:
    Type: AWS::S3::Bucket
    Properties: { VersioningConfiguration: { Status: Enabled } }
  Setting:
    Type: AWS::SSM::Parameter
    Properties: { Name: /sample/setting, Type: String, Value: !Ref Things }
  People:
    Type: AWS::Cognito::UserPool
    Properties: { UserPoolName: people }
  Readers:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { UserPoolId: !Ref People, GroupName: Readers }
  Scripts:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref People, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH] }
Outputs:
  BucketName: { Value: !Ref Things }
`;

export const contract = `
openapi: 3.0.3
info: { title: Sample, version: '1' }
paths:
  /greeting:
    get:
      operationId: greet
      responses: { '200': { description: OK } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: { Fn::Sub: 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Greet.Arn}/invocations' }
  /secret:
    get:
      operationId: tellSecret
      security: [{ Pool: [] }]
      responses: { '200': { description: OK } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: { Fn::Sub: 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Greet.Arn}/invocations' }
components:
  securitySchemes:
    Pool:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer:
        type: cognito_user_pools
        providerARNs: [{ Fn::GetAtt: [People, Arn] }]
`;

export const handler = (text = '`${process.env.GREETING} from ${name()}`') => `
import { name } from 'shared';
export const handler = async (event: { path: string }) => {
  console.log('asked for', event.path);
  return { statusCode: 200, body: ${text} };
};
`;

export const seed = `
users:
  - { userPool: People, username: reader, password: Sample-password-1, attributes: { email: r@example.com }, groups: [Readers] }
objects:
  - { bucket: Things, key: one.txt, file: one.txt, contentType: text/plain }
parameters:
  - { name: /sample/more, value: seeded }
`;

/** A small template in a folder of its own, and the stack that runs it. Call `close` when the test is over. */
export class SampleStack {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'sample-stack-')));
  readonly events: StackEvent[] = [];
  #stack: Stack | undefined;

  constructor() {
    this.write('template.yaml', template);
    this.write('openapi.yaml', contract);
    this.write('greet/handler.ts', handler());
    this.write('shared/index.ts', "export const name = () => 'the layer';\n");
    this.write('shared/package.json', '{ "name": "shared", "version": "1.0.0" }\n');
    this.write('seed.yaml', seed);
    this.write('one.txt', 'first');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  get stack(): Stack {
    if (this.#stack === undefined) throw new Error('not started');
    return this.#stack;
  }

  async start(options: Partial<StackOptions> = {}): Promise<Stack> {
    this.#stack = await startStack({
      templateFile: this.path('template.yaml'),
      seedFile: this.path('seed.yaml'),
      ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
      log: (event) => this.events.push(event),
      ...options,
    });
    return this.#stack;
  }

  /** Ends the stack, and keeps its files. */
  async stop(): Promise<void> {
    await this.#stack?.close();
    this.#stack = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    const response = await fetch(`${this.stack.addresses.api}${path}`, { headers });
    return { status: response.status, body: await response.text() };
  }

  problems(): string[] {
    return this.events.flatMap((event) => (event.type === 'problem' ? [event.text] : []));
  }

  defects(): unknown[] {
    return this.events.flatMap((event) => (event.type === 'defect' ? [event.error] : []));
  }
}
