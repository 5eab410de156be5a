import { describe, expect, it } from 'vitest';

import { refusals } from '../../stack/resource-kinds.ts';
import { read } from '../../template/testing/template-folder.ts';
import { compileDistribution } from './compile-distribution.ts';
import { allow, associations, site, siteTemplate, type SiteChanges } from './testing/site.ts';

/** Why a template is refused: in its reading, else when the distribution is put together. */
function refusal(changes: SiteChanges): string {
  try {
    const template = read(siteTemplate(changes), { refusals });
    compileDistribution(template, template.resources.get('Site')!);
    return '';
  } catch (error) {
    return String(error);
  }
}
const resource = (name: string, type: string, properties: object) => ({
  resources: { [name]: { Type: `AWS::CloudFront::${type}`, Properties: properties } },
});
const pass = 'function handler(event) { return event.request; }';
const edge = (change: object): SiteChanges =>
  resource('Edit', 'Function', {
    Name: 'edit',
    AutoPublish: true,
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: pass,
    ...change,
  });
const control = (change: object): SiteChanges =>
  resource('Access', 'OriginAccessControl', {
    OriginAccessControlConfig: {
      Name: 'a',
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
      ...change,
    },
  });

it('the sample can be run', () => {
  expect(refusal({})).toBe('');
  expect(refusal(edge({}))).toBe('');
});

describe('a template with a distribution', () => {
  it.each<[string, SiteChanges]>([
    ['DistributionConfig.WebACLId is not simulated', { config: { WebACLId: 'x' } }],
    ['DistributionConfig.OriginGroups is not simulated', { config: { OriginGroups: {} } }],
    ['DistributionConfig.Staging is not simulated', { config: { Staging: true } }],
    ['DistributionConfig.Enabled must be true', { config: { Enabled: false } }],
    [
      'DistributionConfig.Restrictions other than none is not simulated',
      { config: { Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['DE'] } } } },
    ],
    ['DistributionConfig.Origins[0].CustomOriginConfig is not simulated', { origin: { CustomOriginConfig: {} } }],
    ['DistributionConfig.Origins[0].OriginCustomHeaders is not simulated', { origin: { OriginCustomHeaders: [] } }],
    ['OriginAccessIdentity is not simulated', { origin: { S3OriginConfig: { OriginAccessIdentity: 'x' } } }],
    [
      'DistributionConfig.Origins[0].DomainName api.example is no bucket of this template',
      { origin: { DomainName: 'api.example' } },
    ],
    [
      'OriginAccessControlId E1 is no origin access control of this template',
      { origin: { OriginAccessControlId: 'E1' } },
    ],
    [
      'DefaultCacheBehavior.LambdaFunctionAssociations is not simulated',
      { behavior: { LambdaFunctionAssociations: [] } },
    ],
    ['DefaultCacheBehavior.TrustedKeyGroups is not simulated', { behavior: { TrustedKeyGroups: ['x'] } }],
    ['DefaultCacheBehavior.OriginRequestPolicyId is not simulated', { behavior: { OriginRequestPolicyId: 'x' } }],
    ['DefaultCacheBehavior.ForwardedValues is not simulated', { behavior: { ForwardedValues: {} } }],
    ['DefaultCacheBehavior needs a CachePolicyId', { behavior: { CachePolicyId: '' } }],
    [
      'CachePolicyId x is neither a cache policy of this template nor a managed one',
      { behavior: { CachePolicyId: 'x' } },
    ],
    [
      'ResponseHeadersPolicyId x is no response headers policy of this template',
      { behavior: { ResponseHeadersPolicyId: 'x' } },
    ],
    ['TargetOriginId: there is no origin x', { behavior: { TargetOriginId: 'x' } }],
    [
      'AllowedMethods with methods that change the bucket are not simulated',
      { behavior: { AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] } },
    ],
    [
      'arn:x is no function of this template',
      { behavior: { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'arn:x' }] } },
    ],
    [
      'EventType is viewer-request or viewer-response, not "origin-request"',
      { ...edge({}), behavior: { FunctionAssociations: associations({ 'origin-request': 'Edit' }) } },
    ],
    [
      'an event may have one function only',
      {
        ...edge({}),
        behavior: {
          FunctionAssociations: [
            ...associations({ 'viewer-request': 'Edit' }),
            ...associations({ 'viewer-request': 'Edit' }),
          ],
        },
      },
    ],
    [
      'DistributionConfig.CacheBehaviors[0].SmoothStreaming is not simulated',
      { config: { CacheBehaviors: [{ SmoothStreaming: true }] } },
    ],
    [
      'DistributionConfig.CustomErrorResponses[0].Other is not simulated',
      { config: { CustomErrorResponses: [{ Other: 1 }] } },
    ],
    [
      'Runtime must be cloudfront-js-2.0, not "cloudfront-js-1.0"',
      edge({ FunctionConfig: { Runtime: 'cloudfront-js-1.0' } }),
    ],
    [
      'FunctionConfig.KeyValueStoreAssociations is not simulated',
      edge({ FunctionConfig: { Runtime: 'cloudfront-js-2.0', KeyValueStoreAssociations: [] } }),
    ],
    ['AutoPublish must be true', edge({ AutoPublish: false })],
    ['FunctionCode is missing', edge({ FunctionCode: '' })],
    ['FunctionCode, line 2: Unexpected token', edge({ FunctionCode: 'function handler() {\n  return }; }' })],
    ['FunctionCode, line 1: Cannot use import statement', edge({ FunctionCode: "import cf from 'cloudfront';" })],
    ['FunctionCode has 10241 bytes; CloudFront takes 10240', edge({ FunctionCode: `//${'x'.repeat(10_239)}` })],
    [
      'OriginAccessControlOriginType other than s3 is not simulated',
      control({ OriginAccessControlOriginType: 'lambda' }),
    ],
    ['OriginAccessControlConfig.Other is not simulated', control({ Other: 1 })],
    ['ResponseHeadersPolicyConfig.CorsConfig is not simulated', { headers: { CorsConfig: {} } }],
    [
      'ResponseHeadersPolicyConfig.ServerTimingHeadersConfig is not simulated',
      { headers: { ServerTimingHeadersConfig: {} } },
    ],
    ['SecurityHeadersConfig.Other is not simulated', { headers: { SecurityHeadersConfig: { Other: {} } } }],
    [
      'content-security-policy holds a character that no header may have',
      {
        headers: { SecurityHeadersConfig: { ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: 'a\n' } } },
      },
    ],
    [
      'ContentSecurityPolicy has 1784 characters; CloudFront takes 1783',
      {
        headers: {
          SecurityHeadersConfig: { ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: 'a'.repeat(1784) } },
        },
      },
    ],
    [
      'QueryStringsConfig other than none is not simulated',
      resource('Own', 'CachePolicy', {
        CachePolicyConfig: {
          ParametersInCacheKeyAndForwardedToOrigin: {
            CookiesConfig: { CookieBehavior: 'none' },
            HeadersConfig: { HeaderBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'all' },
          },
        },
      }),
    ],
    [
      'PagesPolicy: PolicyDocument with NotAction is not simulated',
      { policy: [{ ...allow('s3:GetObject'), NotAction: 'x' }] },
    ],
    [
      'PagesPolicy: PolicyDocument with the condition IpAddress is not simulated',
      { policy: [allow('s3:GetObject', '${Pages.Arn}/*', { IpAddress: { 'aws:SourceIp': '::1' } })] },
    ],
    [
      'PagesPolicy: PolicyDocument with a condition on aws:SourceIp is not simulated',
      { policy: [allow('s3:GetObject', '${Pages.Arn}/*', { StringLike: { 'aws:SourceIp': '*' } })] },
    ],
  ])('refuses what cannot run: %s', (why, changes) => {
    expect(refusal(changes)).toContain(why);
  });
});

it('everything that is wrong is told at once, with its place', () => {
  const text = refusal({ config: { WebACLId: 'x', Enabled: false }, behavior: { TrustedSigners: [] } });

  expect(text.match(/template\.yaml:1:\d+: Site \(AWS::CloudFront::Distribution\): /g)).toHaveLength(3);
});

it('what can have no effect here is accepted', async () => {
  const { ask, put } = await site({
    config: {
      Aliases: ['dragons.example'],
      Comment: 'c',
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      Logging: { Bucket: 'b' },
      PriceClass: 'PriceClass_100',
      Restrictions: { GeoRestriction: { RestrictionType: 'none' } },
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
    },
    origin: { ConnectionAttempts: 3, ConnectionTimeout: 10, OriginShield: { Enabled: true } },
  });
  put('a', 'a');

  expect((await ask('/a')).status).toBe(200);
});
