import type { Mount } from './file-system.ts';
import type { FunctionConfig } from './function-config.ts';

/** What every function on this machine is told about the simulated AWS. */
export interface RuntimeSettings {
  readonly region: string;
  /** Where the functions' AWS clients send their requests. */
  readonly endpointUrl: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/**
 * The environment of a function as Lambda sets it
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html): nothing of the host's leaks into it.
 */
export function environmentVariables(
  config: FunctionConfig,
  mount: Mount,
  logStream: string,
  settings: RuntimeSettings,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = settings.credentials;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    // The trace header says "not sampled", so no function sends anything to this address.
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    ...config.environment,
    // To the AWS SDKs an empty one is none.
    AWS_ENDPOINT_URL: config.environment.AWS_ENDPOINT_URL || settings.endpointUrl,
    NODE_PATH: mount.nodePath,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${config.memoryMb}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(config),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...(config.logFormat === undefined ? {} : { AWS_LAMBDA_LOG_FORMAT: config.logFormat }),
    ...(config.logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: config.logLevel }),
    LAMBDA_TASK_ROOT: mount.taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: config.handler,
  };
}

function logGroupOf(config: FunctionConfig): string {
  return config.logGroup ?? `/aws/lambda/${config.name}`;
}
