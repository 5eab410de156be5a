import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readTemplate } from '../../local/template/index.ts';
import { root } from '../testing/contract.ts';
import { ofType, production, template } from '../testing/template.ts';

interface Parameter {
  readonly Default?: unknown;
  readonly Description?: string;
}

interface Retained {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The template as it is written, its short forms of functions left unread. */
const source = parse(readFileSync(join(root, 'template.yaml'), 'utf8'), { logLevel: 'silent' }) as {
  readonly Metadata: {
    readonly 'AWS::CloudFormation::Interface': {
      readonly ParameterGroups: readonly { readonly Parameters: string[] }[];
    };
  };
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Resources: Readonly<Record<string, Retained>>;
};

describe('the parameters', () => {
  it.each(Object.entries(source.Parameters))('%s asks a question, and has an answer already', (_, parameter) => {
    expect(parameter.Description).toMatch(/\?/);
    expect(parameter).toHaveProperty('Default');
  });

  it('are shown in groups, each once, in the order in which they are asked for', () => {
    const groups = source.Metadata['AWS::CloudFormation::Interface'].ParameterGroups;

    expect(groups.flatMap(({ Parameters }) => Parameters)).toEqual(Object.keys(source.Parameters));
  });

  it('are explained in that order where the questions of a deployment are', () => {
    const page = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
    const [, asked = ''] = /### What is asked\n([^]*?)\n###/.exec(page) ?? [];
    const questions = [...asked.matchAll(/^\| ([^|]+?) +\|/gm)].flatMap(([, cell = '']) => cell.split(', '));

    expect(questions.filter((question) => /^[A-Z]\w+$/.test(question))).toEqual(Object.keys(source.Parameters));
  });
});

describe('production', () => {
  it('keeps every log for a year, whatever the parameter says', () => {
    const asked = { Stage: 'prod', LogRetentionInDays: '1', MachineApi: 'yes', Firewall: 'on' };
    const strict = readTemplate(join(root, 'template.yaml'), { parameters: asked });
    const groups = ofType('AWS::Logs::LogGroup', strict);

    expect(groups.length).toBeGreaterThan(20);
    for (const { logicalId, properties } of groups)
      expect([logicalId, properties.RetentionInDays]).toEqual([logicalId, 365]);
    for (const { properties } of ofType('AWS::Logs::LogGroup')) expect(Number(properties.RetentionInDays)).toBe(30);
  });

  it('never confirms sign-ups by itself, and has no client for user name and password', () => {
    expect(production.resources.has('ConfirmSignUp')).toBe(false);
    expect(production.resources.get('UserPool')?.properties.LambdaConfig).not.toHaveProperty('PreSignUp');
    const clients = ofType('AWS::Cognito::UserPoolClient', production).map(({ properties }) => properties);
    expect(JSON.stringify(clients)).not.toContain('USER_PASSWORD_AUTH');
  });

  it('protects from deletion what cannot be made again', () => {
    const tables = ofType('AWS::DynamoDB::Table', production).filter(
      ({ logicalId }) => source.Resources[logicalId]?.DeletionPolicy === 'Retain',
    );

    expect(tables.map(({ logicalId }) => logicalId)).toContain('RegistryTable');
    for (const { properties } of tables) expect(properties.DeletionProtectionEnabled).toBe(true);
    expect(production.resources.get('UserPool')?.properties.DeletionProtection).toBe('ACTIVE');
  });
});

describe('the role for the logs of API Gateway', () => {
  const roles = ['ApiGatewayLogsRole', 'ApiGatewayAccount'];

  it('is made and set, and stays when the stack goes, since other APIs may log with it by then', () => {
    for (const role of roles) {
      expect(template.resources.has(role)).toBe(true);
      expect(source.Resources[role]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('is there before the API logs', () => {
    expect(template.resources.get('Api')?.properties.AccessLogSetting).toMatchObject({
      DestinationArn: template.resources.get('ApiAccessLogs')?.attributes.Arn,
    });
    expect(template.resources.get('ApiAccessLogs')?.dependsOn).toContain('ApiGatewayAccount');
    // An account that never had an API refuses the setting until there is one.
    expect(template.resources.get('ApiGatewayAccount')?.dependsOn).toContain('Api');
  });

  it('is left alone where the account has one', () => {
    const existing = readTemplate(join(root, 'template.yaml'), { parameters: { ApiLogsRole: 'existing' } });

    for (const role of roles) expect(existing.resources.has(role)).toBe(false);
  });
});
