import type { Clock } from '../../clock.ts';
import type { MethodSetting } from '../options.ts';
import { TokenBucket } from './token-bucket.ts';

/** What an account has when a setting names only one of the two figures. */
const accountDefault = { rate: 10_000, burst: 5_000 };

/**
 * The bucket of a method; each method has its own, also when the setting is for all of them.
 * @returns undefined when the stage does not throttle the method
 */
export function methodThrottle(
  settings: readonly MethodSetting[],
  resourcePath: string,
  method: string,
  clock: Clock,
): TokenBucket | undefined {
  const setting = mostSpecific(settings.filter(isThrottle), resourcePath, method);
  if (setting === undefined) return undefined;
  const { throttlingRateLimit = accountDefault.rate, throttlingBurstLimit = accountDefault.burst } = setting;
  // API Gateway turns throttling off with -1.
  if (throttlingRateLimit < 0 || throttlingBurstLimit < 0) return undefined;
  return new TokenBucket(throttlingRateLimit, throttlingBurstLimit, clock);
}

function isThrottle({ throttlingRateLimit, throttlingBurstLimit }: MethodSetting): boolean {
  return throttlingRateLimit !== undefined || throttlingBurstLimit !== undefined;
}

function mostSpecific(settings: readonly MethodSetting[], path: string, method: string): MethodSetting | undefined {
  const fits = (setting: MethodSetting, wantedPath: string, wantedMethod: string) =>
    plainPath(setting.resourcePath) === wantedPath && setting.httpMethod.toUpperCase() === wantedMethod;
  return (
    settings.find((setting) => fits(setting, path, method)) ??
    settings.find((setting) => fits(setting, path, '*')) ??
    settings.find((setting) => fits(setting, '/*', method)) ??
    settings.find((setting) => fits(setting, '/*', '*'))
  );
}

/** CloudFormation writes the slashes of a resource path as `~1`: `/~1dragons~1{dragonName}`; `*` and `/*` mean every resource. */
export function plainPath(resourcePath: string): string {
  const decoded = resourcePath.replaceAll('~1', '/').replace(/^\/+/, '/');
  return decoded === '*' ? '/*' : decoded;
}
