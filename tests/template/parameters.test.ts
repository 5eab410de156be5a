import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { InvalidTemplateError, readTemplate } from '../../local/template/index.ts';
import { root } from '../testing/contract.ts';

/** What is said of values for the template's parameters, each without its place; nothing where all can be deployed. */
function complaints(parameters: Readonly<Record<string, string>>): string[] {
  try {
    readTemplate(join(root, 'template.yaml'), { parameters });
    return [];
  } catch (error) {
    if (error instanceof InvalidTemplateError) return error.errors.map(({ message }) => message);
    throw error;
  }
}

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1';

describe('what nobody can deploy is refused before the deployment begins:', () => {
  it('a domain of one’s own without a certificate', () => {
    expect(complaints({ SiteDomain: 'dragons.example', SiteCertificateArn: certificate })).toEqual([]);
    expect(complaints({ SiteDomain: 'dragons.example' })).toEqual([
      expect.stringMatching(/Rule SiteDomainHasCertificate: .*SiteCertificateArn/),
    ]);
  });

  // Cognito refuses these words anywhere in the address of a user pool, in which the stage stands:
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
  it.each(['aws1', 'jigsaws', 'amazon', 'mycognito'])('the stage and the prefix %s', (name) => {
    expect(complaints({ Stage: name })).toEqual([expect.stringContaining('Parameter Stage')]);
    expect(complaints({ DomainPrefix: name })).toEqual([expect.stringContaining('Parameter DomainPrefix')]);
  });

  it.each(['dev', 'prod', 'ab', 'stage2'])('but not the stage %s', (name) => {
    expect(complaints({ Stage: name, DomainPrefix: name })).toEqual([]);
  });
});

it('the roles for GitHub are for the stages that the template takes', () => {
  // CloudFormation's tags (!Sub) mean nothing here.
  const patternIn = (file: string): unknown =>
    parse(readFileSync(join(root, file), 'utf8'), { logLevel: 'silent' }).Parameters.Stage.AllowedPattern;

  expect(patternIn('.github/deploy-role.yaml')).toBe(patternIn('template.yaml'));
});
