import { isObject } from '../../json.ts';

/** The members of a part of a declaration: those that are simulated, and those that can have no effect on this machine. */
export interface Shape {
  readonly members: readonly string[];
  readonly withoutEffect?: readonly string[];
}

const behavior = {
  members: [
    'AllowedMethods',
    'CachePolicyId',
    'Compress',
    'FunctionAssociations',
    'ResponseHeadersPolicyId',
    'TargetOriginId',
  ],
  // Nothing is cached, and there is no TLS.
  withoutEffect: ['CachedMethods', 'ViewerProtocolPolicy'],
};

/** What the resources of CloudFront are made of, by the names of the documentation. What is in no list is refused by name. */
export const shapes = {
  DistributionConfig: {
    members: [
      'CacheBehaviors',
      'CustomErrorResponses',
      'DefaultCacheBehavior',
      'DefaultRootObject',
      'Enabled',
      'Origins',
      'Restrictions',
    ],
    // The site has one address here, without TLS, and nobody pays for it.
    withoutEffect: ['Aliases', 'Comment', 'HttpVersion', 'IPV6Enabled', 'Logging', 'PriceClass', 'ViewerCertificate'],
  },
  Origin: {
    members: ['DomainName', 'Id', 'OriginAccessControlId', 'OriginPath', 'S3OriginConfig'],
    // The bucket is in the same process: there is nothing to connect to, and nothing to shield.
    withoutEffect: ['ConnectionAttempts', 'ConnectionTimeout', 'OriginShield', 'ResponseCompletionTimeout'],
  },
  S3OriginConfig: { members: ['OriginAccessIdentity'], withoutEffect: ['OriginReadTimeout'] },
  DefaultCacheBehavior: behavior,
  CacheBehavior: { ...behavior, members: [...behavior.members, 'PathPattern'] },
  FunctionAssociation: { members: ['EventType', 'FunctionARN'] },
  CustomErrorResponse: {
    members: ['ErrorCode', 'ResponseCode', 'ResponsePagePath'],
    withoutEffect: ['ErrorCachingMinTTL'],
  },
  FunctionConfig: { members: ['Runtime'], withoutEffect: ['Comment'] },
  OriginAccessControlConfig: {
    members: ['OriginAccessControlOriginType', 'SigningBehavior', 'SigningProtocol'],
    withoutEffect: ['Description', 'Name'],
  },
  ResponseHeadersPolicyConfig: {
    members: ['CustomHeadersConfig', 'RemoveHeadersConfig', 'SecurityHeadersConfig'],
    withoutEffect: ['Comment', 'Name'],
  },
  SecurityHeadersConfig: {
    members: [
      'ContentSecurityPolicy',
      'ContentTypeOptions',
      'FrameOptions',
      'ReferrerPolicy',
      'StrictTransportSecurity',
      'XSSProtection',
    ],
  },
  CachePolicyConfig: {
    members: ['ParametersInCacheKeyAndForwardedToOrigin'],
    withoutEffect: ['Comment', 'DefaultTTL', 'MaxTTL', 'MinTTL', 'Name'],
  },
  ParametersInCacheKeyAndForwardedToOrigin: {
    members: [
      'CookiesConfig',
      'EnableAcceptEncodingBrotli',
      'EnableAcceptEncodingGzip',
      'HeadersConfig',
      'QueryStringsConfig',
    ],
  },
} as const satisfies Record<string, Shape>;

/**
 * What is wrong with the members of a part of a declaration.
 * @param path where the part stands, for messages: `DistributionConfig.Origins[0]`
 */
export function memberProblems(value: unknown, path: string, shape: Shape): string[] {
  if (!isObject(value)) return [`${path} must be a map`];
  const known = [...shape.members, ...(shape.withoutEffect ?? [])];
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => `${path}.${name} is not simulated locally`);
}

/** The items of a list, each with the place where it stands; what is no list is a problem of its own. */
export function itemsOf(value: unknown, path: string): { item: unknown; path: string }[] {
  return Array.isArray(value) ? value.map((item: unknown, index) => ({ item, path: `${path}[${index}]` })) : [];
}

/** A member of a part of a declaration; undefined when the part is no map or has none. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** A text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether a value means yes: CloudFormation takes `true` and `"true"`. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
