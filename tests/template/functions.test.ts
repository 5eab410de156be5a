import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../local/template/index.ts';
import { root } from '../testing/contract.ts';
import { commandsOf, requiredVariablesOf } from '../testing/uses-of-handlers.ts';

const template = readTemplate(join(root, 'template.yaml'));
const all = [...template.resources.values()];
const functions = all
  .filter(({ type }) => type === 'AWS::Serverless::Function')
  .map((resource) => ({ ...resource, properties: resource.properties as Record<string, any> }));

/** The action that allows a command (https://docs.aws.amazon.com/service-authorization/latest/reference/). */
const actionOf: Record<string, string> = {
  GetParametersByPathCommand: 'ssm:GetParametersByPath',
  GetObjectCommand: 's3:GetObject',
  HeadObjectCommand: 's3:GetObject',
  SelectObjectContentCommand: 's3:GetObject',
};

/** Actions that no call needs and that are still granted, with the reason. */
const granted: Record<string, string> = {
  's3:ListBucket':
    'Without it S3 answers 403 for a key that does not exist, and a missing catalogue could not be told from a forbidden one.',
};

const actionsOf = (properties: Record<string, any>): string[] =>
  ((properties.Policies ?? []) as { Statement: { Action: string | string[] }[] }[]).flatMap(({ Statement }) =>
    Statement.flatMap(({ Action }) => Action),
  );

describe.each(functions)('$logicalId', ({ logicalId, properties, metadata }) => {
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

  it('has a permission that names who may call it and for what', () => {
    const permission = template.resources.get(`${logicalId}Permission`)?.properties;

    expect(permission).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: expect.stringMatching(/^(apigateway|cognito-idp)\.amazonaws\.com$/),
    });
    expect(permission?.SourceArn).toMatch(/^arn:aws:/);
  });

  it('may do exactly what its code does', async () => {
    const entry = (metadata.BuildProperties as { EntryPoints: string[] }).EntryPoints[0] ?? '';
    const commands = await commandsOf(join(root, 'functions', entry));
    const needed = commands.map((command) => actionOf[command] ?? `no action is known for ${command}`);

    expect([...new Set(actionsOf(properties).filter((action) => !(action in granted)))].sort()).toEqual(
      [...new Set(needed)].sort(),
    );
  });

  it('has no wildcard as a whole resource or action', () => {
    const statements = ((properties.Policies ?? []) as { Statement: { Resource: string }[] }[]).flatMap(
      ({ Statement }) => Statement,
    );
    for (const { Resource } of statements) expect(Resource).not.toBe('*');
    for (const action of actionsOf(properties)) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z]+$/);
  });

  it('may read the parameters below exactly the path that it is told', () => {
    const path = properties.Environment.Variables.PARAMETER_PATH as string | undefined;
    const resources = ((properties.Policies ?? []) as { Statement: { Action: string; Resource: string }[] }[])
      .flatMap(({ Statement }) => Statement)
      .filter(({ Action }) => Action === 'ssm:GetParametersByPath')
      .map(({ Resource }) => Resource);

    // IAM compares the path as it is sent, the slash at its end included.
    expect(resources).toEqual(path === undefined ? [] : [expect.stringMatching(new RegExp(`:parameter${path}\\*$`))]);
  });

  it('is told by the template every environment variable that its code requires', async () => {
    const entry = (metadata.BuildProperties as { EntryPoints: string[] }).EntryPoints[0] ?? '';
    const variables = Object.keys(properties.Environment.Variables);

    expect(variables).toEqual(expect.arrayContaining(await requiredVariablesOf(join(root, 'functions', entry))));
  });

  it('answers before who waits for it gives up', () => {
    const waiting =
      template.resources.get(`${logicalId}Permission`)?.properties.Principal === 'apigateway.amazonaws.com' ? 29 : 5;

    expect(properties.Timeout).toBeLessThanOrEqual(waiting);
  });
});

describe('production', () => {
  const production = readTemplate(join(root, 'template.yaml'), { parameters: { Stage: 'prod' } });
  const ofType = (type: string) => [...production.resources.values()].filter((resource) => resource.type === type);

  it('never confirms sign-ups by itself, and has no client for user name and password', () => {
    expect(production.resources.has('ConfirmSignUp')).toBe(false);
    expect(production.resources.get('UserPool')?.properties.LambdaConfig).not.toHaveProperty('PreSignUp');
    expect(JSON.stringify(ofType('AWS::Cognito::UserPoolClient').map(({ properties }) => properties))).not.toContain(
      'USER_PASSWORD_AUTH',
    );
  });

  it('protects its accounts from deletion', () => {
    expect(production.resources.get('UserPool')?.properties.DeletionProtection).toBe('ACTIVE');
  });
});

describe('every', () => {
  const ofType = (type: string) =>
    all
      .filter((resource) => resource.type === type)
      .map(({ logicalId, properties }) => [logicalId, properties as Record<string, any>] as const);

  it.each(ofType('AWS::S3::Bucket'))(
    'bucket (%s) is private, encrypted, versioned, and takes only TLS',
    (logicalId, properties) => {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(properties.BucketEncryption).toBeDefined();
      expect(properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(JSON.stringify(template.resources.get(`${logicalId}Policy`)?.properties)).toContain(
        '"aws:SecureTransport":',
      );
    },
  );

  it.each(ofType('AWS::Cognito::UserPoolClient'))(
    'client (%s) hides which users exist, revokes tokens, and has no implicit grant',
    (_, properties) => {
      expect(properties).toMatchObject({ PreventUserExistenceErrors: 'ENABLED', EnableTokenRevocation: true });
      expect(properties.AllowedOAuthFlows ?? []).not.toContain('implicit');
    },
  );

  it.each(ofType('AWS::Logs::LogGroup'))('log group (%s) forgets', (_, properties) => {
    expect(Number(properties.RetentionInDays)).toBeGreaterThan(0);
  });

  it.each(ofType('AWS::SSM::Parameter'))(
    'parameter (%s) lies below /dragons/{stage}/ and says what it is',
    (_, properties) => {
      expect(properties.Name).toMatch(/^\/dragons\/dev\/[a-z-]+$/);
      expect(properties.Description).toMatch(/\.$/);
    },
  );
});
