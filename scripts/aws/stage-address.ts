/** The services of AWS that scripts call, as the SDK's environment variables call them. */
export type Service = 'Lambda' | 'S3' | 'SSM';

/** Where a service of a stage is called. What is undefined is left to the AWS SDK: profiles, sign-in with SSO and so on. */
export interface StageAddress {
  readonly stage: string;
  readonly service: Service;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly credentials:
    { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | undefined;
}

/** The options that name a stage, for `parseArgs`. */
export const stageOptions = {
  stage: { type: 'string', default: 'local' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

/** What a usage text says of {@link stageOptions}. */
export const stageUsage = `  --stage S     the template's parameter Stage; local if not given, which is the stack of "npm start"
  --region R    the region; AWS_REGION or AWS_DEFAULT_REGION if not given
  --endpoint U  the AWS endpoint; AWS_ENDPOINT_URL if not given, and without that http://127.0.0.1:4566 for the stage local, AWS for others

A local endpoint takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the key of the local stack. AWS takes what the aws command line takes.`;

/**
 * Where a stage is: the one of "npm start" unless something else is said, in the arguments or in the environment.
 * @param options of the command line
 * @param service the one that is called: AWS_ENDPOINT_URL_S3 and the like go before AWS_ENDPOINT_URL
 */
export function stageAddress(
  environment: NodeJS.ProcessEnv,
  options: {
    readonly stage: string;
    readonly region?: string | undefined;
    readonly endpoint?: string | undefined;
  },
  service: Service,
): StageAddress {
  const { stage } = options;
  const endpoint =
    options.endpoint ||
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    (stage === 'local' ? 'http://127.0.0.1:4566' : undefined);
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  return {
    stage,
    service,
    endpoint,
    region:
      options.region || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || (isLocal ? 'us-east-1' : undefined),
    credentials: isLocal ? localCredentials(environment) : undefined,
  };
}

function localCredentials(environment: NodeJS.ProcessEnv): StageAddress['credentials'] {
  const sessionToken = environment.AWS_SESSION_TOKEN;
  return {
    accessKeyId: environment.AWS_ACCESS_KEY_ID || 'local',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY || 'local',
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

function isLoopback(endpoint: string): boolean {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
