import { validateHeaderName, validateHeaderValue } from 'node:http';
import { Script } from 'node:vm';

import { headersOf } from './response-headers-policy.ts';
import { isTrue, itemsOf, memberOf, memberProblems, shapes, textOf, type Shape } from './shapes.ts';

/** A resource of CloudFront, with its properties resolved. */
export interface Declared {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The properties of the resources of CloudFront: what is honoured, and what can have no effect here. */
export const properties = {
  'AWS::CloudFront::CachePolicy': { properties: ['CachePolicyConfig'] },
  'AWS::CloudFront::Distribution': { properties: ['DistributionConfig'], withoutEffect: ['Tags'] },
  'AWS::CloudFront::Function': {
    // A change is live at once, published or not.
    properties: ['AutoPublish', 'FunctionCode', 'FunctionConfig', 'Name'],
    withoutEffect: ['FunctionMetadata', 'Tags'],
  },
  'AWS::CloudFront::OriginAccessControl': { properties: ['OriginAccessControlConfig'] },
  'AWS::CloudFront::ResponseHeadersPolicy': { properties: ['ResponseHeadersPolicyConfig'] },
} as const;

const allMethods = 'AllowedMethods with methods that change the bucket';

/** What in an `AWS::CloudFront::Distribution` cannot run here. */
export function distributionProblems({ properties: { DistributionConfig: config } }: Declared): string[] {
  const path = 'DistributionConfig';
  const list = (name: string, shape: Shape) =>
    itemsOf(memberOf(config, name), `${path}.${name}`).flatMap((entry) =>
      memberProblems(entry.item, entry.path, shape),
    );
  const behaviors = [
    { item: memberOf(config, 'DefaultCacheBehavior'), path: `${path}.DefaultCacheBehavior` },
    ...itemsOf(memberOf(config, 'CacheBehaviors'), `${path}.CacheBehaviors`),
  ];
  return [
    ...memberProblems(config, path, shapes.DistributionConfig),
    ...(isTrue(memberOf(config, 'Enabled')) ? [] : [`${path}.Enabled must be true: nothing would be served`]),
    ...restrictionProblems(memberOf(config, 'Restrictions'), `${path}.Restrictions`),
    ...itemsOf(memberOf(config, 'Origins'), `${path}.Origins`).flatMap(originProblems),
    ...memberProblems(behaviors[0]?.item, behaviors[0]?.path ?? '', shapes.DefaultCacheBehavior),
    ...list('CacheBehaviors', shapes.CacheBehavior),
    ...behaviors.flatMap(behaviorProblems),
    ...list('CustomErrorResponses', shapes.CustomErrorResponse),
  ];
}

function restrictionProblems(restrictions: unknown, path: string): string[] {
  const type = memberOf(memberOf(restrictions, 'GeoRestriction'), 'RestrictionType');
  return restrictions === undefined || type === 'none' ? [] : [`${path} other than none is not simulated locally`];
}

function originProblems({ item, path }: { item: unknown; path: string }): string[] {
  const s3 = memberOf(item, 'S3OriginConfig');
  const identity = textOf(memberOf(s3, 'OriginAccessIdentity'));
  return [
    ...memberProblems(item, path, shapes.Origin),
    ...(s3 === undefined ? [] : memberProblems(s3, `${path}.S3OriginConfig`, shapes.S3OriginConfig)),
    ...(identity === ''
      ? []
      : [`${path}.S3OriginConfig.OriginAccessIdentity is not simulated locally: use an origin access control`]),
  ];
}

function behaviorProblems({ item, path }: { item: unknown; path: string }): string[] {
  const methods = itemsOf(memberOf(item, 'AllowedMethods'), path).map(({ item: method }) => method);
  const associations = itemsOf(memberOf(item, 'FunctionAssociations'), `${path}.FunctionAssociations`);
  const types = associations.map(({ item: association }) => memberOf(association, 'EventType'));
  return [
    ...(methods.some((method) => method === 'PUT') ? [`${path}.${allMethods} are not simulated locally`] : []),
    ...(textOf(memberOf(item, 'CachePolicyId')) === ''
      ? [`${path} needs a CachePolicyId: the settings of before there were cache policies are not simulated locally`]
      : []),
    ...associations.flatMap((entry) => memberProblems(entry.item, entry.path, shapes.FunctionAssociation)),
    ...types
      .filter((type) => type !== 'viewer-request' && type !== 'viewer-response')
      .map((type) => `${path}: EventType is viewer-request or viewer-response, not ${JSON.stringify(type)}`),
    ...(new Set(types).size < types.length ? [`${path}: an event may have one function only`] : []),
  ];
}

/** The largest function that CloudFront takes, in bytes: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const largestFunction = 10 * 1024;

/** What in an `AWS::CloudFront::Function` cannot run here. */
export function functionProblems({ properties: declared }: Declared): string[] {
  const { FunctionCode: code, FunctionConfig: config, AutoPublish: published } = declared;
  const problems = memberProblems(config, 'FunctionConfig', shapes.FunctionConfig);
  const runtime = memberOf(config, 'Runtime');
  if (runtime !== 'cloudfront-js-2.0') {
    problems.push(`FunctionConfig.Runtime must be cloudfront-js-2.0, not ${JSON.stringify(runtime)}`);
  }
  if (!isTrue(published)) problems.push('AutoPublish must be true: a distribution runs published functions only');
  if (typeof code !== 'string' || code === '') return [...problems, 'FunctionCode is missing'];
  const size = Buffer.byteLength(code);
  if (size > largestFunction) problems.push(`FunctionCode has ${size} bytes; CloudFront takes ${largestFunction}`);
  try {
    new Script(code);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const line = /^evalmachine\.<anonymous>:(\d+)/.exec(error.stack ?? '')?.[1] ?? '?';
    problems.push(`FunctionCode, line ${line}: ${error.message}`);
  }
  return problems;
}

/** What in an `AWS::CloudFront::OriginAccessControl` cannot run here. */
export function originAccessControlProblems({ properties: declared }: Declared): string[] {
  const { OriginAccessControlConfig: config } = declared;
  const path = 'OriginAccessControlConfig';
  const expected = { OriginAccessControlOriginType: ['s3'], SigningProtocol: ['sigv4'] };
  return [
    ...memberProblems(config, path, shapes.OriginAccessControlConfig),
    ...Object.entries(expected)
      .filter(([name, values]) => !values.includes(textOf(memberOf(config, name))))
      .map(([name, values]) => `${path}.${name} other than ${values.join()} is not simulated locally`),
  ];
}

/** The longest policy that CloudFront takes: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html */
const longestSecurityPolicy = 1783;

/** What in an `AWS::CloudFront::ResponseHeadersPolicy` cannot run here. */
export function responseHeadersPolicyProblems({ properties: declared }: Declared): string[] {
  const { ResponseHeadersPolicyConfig: config } = declared;
  const path = 'ResponseHeadersPolicyConfig';
  const problems = memberProblems(config, path, shapes.ResponseHeadersPolicyConfig);
  const security = memberOf(config, 'SecurityHeadersConfig');
  if (security !== undefined) {
    problems.push(...memberProblems(security, `${path}.SecurityHeadersConfig`, shapes.SecurityHeadersConfig));
  }
  for (const { name, value } of headersOf(config).added) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      problems.push(`${path}: ${name} holds a character that no header may have`);
    }
    if (name === 'content-security-policy' && value.length > longestSecurityPolicy) {
      problems.push(`${path}: ContentSecurityPolicy has ${value.length} characters; CloudFront takes 1783`);
    }
  }
  return problems;
}

/** What in an `AWS::CloudFront::CachePolicy` cannot run here: nothing of a request but its path reaches the bucket. */
export function cachePolicyProblems({ properties: { CachePolicyConfig: config } }: Declared): string[] {
  const path = 'CachePolicyConfig';
  const forwarded = memberOf(config, 'ParametersInCacheKeyAndForwardedToOrigin');
  const place = `${path}.ParametersInCacheKeyAndForwardedToOrigin`;
  const behaviors = {
    CookiesConfig: 'CookieBehavior',
    HeadersConfig: 'HeaderBehavior',
    QueryStringsConfig: 'QueryStringBehavior',
  };
  return [
    ...memberProblems(config, path, shapes.CachePolicyConfig),
    ...memberProblems(forwarded, place, shapes.ParametersInCacheKeyAndForwardedToOrigin),
    ...Object.entries(behaviors)
      .filter(([name, member]) => memberOf(memberOf(forwarded, name), member) !== 'none')
      .map(([name]) => `${place}.${name} other than none is not simulated locally`),
  ];
}
