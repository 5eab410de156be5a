import type { Encoding } from './compression.ts';

/**
 * The cache policies that AWS has made, as far as they forward nothing to the bucket: what they let CloudFront compress.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const managedCachePolicies: ReadonlyMap<string, readonly Encoding[]> = new Map([
  // CachingOptimized
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', ['br', 'gzip'] as const],
  // CachingOptimizedForUncompressedObjects
  ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', []],
  // CachingDisabled
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', []],
]);
