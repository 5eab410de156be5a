import type { Server } from 'node:http';

import type { Distribution } from '../services/cloudfront/index.ts';
import type { AwsService } from '../services/service.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import type { StackEvent } from './stack-event.ts';

/**
 * Puts the distribution of a template together; undefined when it has none, and then nothing of CloudFront is loaded: everybody waits for
 * the start.
 * @throws InvalidDistributionError
 */
export async function siteOf(
  template: ResolvedTemplate,
  log: (event: StackEvent) => void,
): Promise<Distribution | undefined> {
  const resource = [...template.resources.values()].find(({ type }) => type === 'AWS::CloudFront::Distribution');
  if (resource === undefined) return undefined;
  const { compileDistribution } = await import('../services/cloudfront/index.ts');
  const distribution = compileDistribution(template, resource);
  for (const text of distribution.warnings) log({ type: 'problem', text });
  return distribution;
}

/** A server for a distribution, which is asked for at every request. */
export async function serverOf(
  distribution: () => Distribution,
  s3: AwsService,
  log: (event: StackEvent) => void,
): Promise<Server> {
  const { siteServer } = await import('../services/cloudfront/index.ts');
  return siteServer({
    distribution,
    s3,
    onLine: (functionName, requestId, line, isError) =>
      log({ type: 'function', line: { functionName, requestId, line, stream: isError ? 'platform' : 'stdout' } }),
    onError: (error, { method, path }) => log({ type: 'defect', error, where: `web page, ${method} ${path}` }),
  });
}
