import { existsSync } from 'node:fs';

import type { EventInvokeConfig } from './event-invoke-config.ts';

/** A Lambda function, as the template declares it and the build left it. */
export interface FunctionConfig {
  readonly name: string;
  readonly arn: string;
  /** Only `nodejs24.x` is simulated. */
  readonly runtime: string;
  /** For example `handler.handler`. */
  readonly handler: string;
  /** Absolute path of the folder that Lambda would unpack to `/var/task`. */
  readonly artifact: string;
  /** Absolute paths of the folders that Lambda would unpack to `/opt`, in the order of the function's `Layers`. */
  readonly layers: readonly string[];
  /** The declared environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** 1 to 900. */
  readonly timeoutSeconds: number;
  /** 128 to 10240. */
  readonly memoryMb: number;
  /** `ReservedConcurrentExecutions`; undefined when nothing is reserved. */
  readonly reservedConcurrency?: number;
  readonly tracing: 'Active' | 'PassThrough';
  /** `/aws/lambda/<name>` when the template names no other. */
  readonly logGroup?: string;
  /** `LoggingConfig.LogFormat`; Text when the template says nothing. */
  readonly logFormat?: 'JSON' | 'Text';
  /** `LoggingConfig.ApplicationLogLevel`. */
  readonly logLevel?: string;
  /** Names that may follow the function's ARN, besides `$LATEST`: `AutoPublishAlias`. With one, the numbers of versions may, too. */
  readonly aliases?: readonly string[];
  /** `EventInvokeConfig`; Lambda's defaults when the template says nothing. */
  readonly eventInvoke?: EventInvokeConfig;
  /**
   * What tells one build from the next, such as a hash of the artifact and its layers. A function whose configuration and build
   * stay the same keeps its warm environments when the functions are replaced; without it, it never does.
   */
  readonly build?: string;
}

/** The template asks for a function that Lambda would refuse, or that is not simulated. */
export class InvalidFunctionError extends Error {
  override readonly name = 'InvalidFunctionError';
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/**
 * Refuses what Lambda refuses when a function is created, and runtimes that are not simulated.
 * @throws InvalidFunctionError naming the function, the value and the rule
 */
export function checkFunction(config: FunctionConfig): void {
  const refuse = (why: string): never => {
    throw new InvalidFunctionError(`function ${config.name}: ${why}`);
  };
  if (config.runtime !== 'nodejs24.x') refuse(`runtime ${config.runtime} is not simulated locally, only nodejs24.x`);
  if (!isWhole(config.timeoutSeconds, 1, 900)) refuse(`Timeout must be 1 to 900 seconds, not ${config.timeoutSeconds}`);
  if (!isWhole(config.memoryMb, 128, 10_240)) refuse(`MemorySize must be 128 to 10240 MB, not ${config.memoryMb}`);
  if (config.layers.length > 5) refuse(`a function has at most 5 layers, not ${config.layers.length}`);
  for (const folder of [config.artifact, ...config.layers]) {
    if (!existsSync(folder)) refuse(`${folder} does not exist: build the function first`);
  }
  const taken = Object.keys(config.environment).filter((name) => reserved.has(name));
  if (taken.length > 0) refuse(`environment variables reserved by Lambda cannot be set: ${taken.join(', ')}`);
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
