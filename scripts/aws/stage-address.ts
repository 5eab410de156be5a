/** The services of AWS that scripts call, as the SDK's environment variables call them. */
export type Service = 'CloudFormation' | 'Cognito_Identity_Provider' | 'DynamoDB' | 'Lambda' | 'S3' | 'SSM';

/** Where AWS is called. What is undefined is left to the AWS SDK: profiles, sign-in with SSO and so on. */
export interface AwsPlace {
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly credentials:
    { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | undefined;
}

/** Where a service of a stage is called. */
export interface StageAddress extends AwsPlace {
  readonly stage: string;
  /** The stack's name, where somebody gave it instead of the stage. */
  readonly stack?: string;
  readonly service: Service;
}

/** The options that name a stage, for `parseArgs`. */
export const stageOptions = {
  stack: { type: 'string' },
  stage: { type: 'string', default: 'local' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

/** What a usage text says of {@link stageOptions}. */
export const stageUsage = `  --stack N     the stack's name, as it was deployed; then CloudFormation is asked for the stage
  --stage S     the template's parameter Stage, in the place of --stack; local if not given, which is the stack of "npm start"
  --region R    the region; AWS_REGION or AWS_DEFAULT_REGION if not given
  --endpoint U  the AWS endpoint; AWS_ENDPOINT_URL if not given, and without that http://127.0.0.1:4566 for the stage local, AWS
                for others and for --stack

A local endpoint takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the key of the local stack. AWS takes what the aws command line takes.`;

/** What a command line says of a stage: {@link stageOptions}, parsed. */
export interface StageChoice {
  /** May be left out where `stack` says which stage it is. */
  readonly stage?: string | undefined;
  readonly stack?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/**
 * Where a stage is: the one of "npm start" unless something else is said, in the arguments or in the environment.
 * @param options of the command line
 * @param service the one that is called: AWS_ENDPOINT_URL_S3 and the like go before AWS_ENDPOINT_URL
 */
export function stageAddress(environment: NodeJS.ProcessEnv, options: StageChoice, service: Service): StageAddress {
  const { stage = '', stack } = options;
  const endpoint =
    options.endpoint ||
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    (stage === 'local' && stack === undefined ? 'http://127.0.0.1:4566' : undefined);
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  return {
    stage,
    ...(stack !== undefined && { stack }),
    service,
    endpoint,
    region:
      options.region || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || (isLocal ? 'us-east-1' : undefined),
    credentials: isLocal ? localCredentials(environment) : undefined,
  };
}

/** What the environment says that a local endpoint takes, or the key of the local stack. */
export function localCredentials(environment: NodeJS.ProcessEnv): NonNullable<AwsPlace['credentials']> {
  const sessionToken = environment.AWS_SESSION_TOKEN;
  return {
    accessKeyId: environment.AWS_ACCESS_KEY_ID || 'local',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY || 'local',
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/** Whether an endpoint is on this machine. */
export function isLoopback(endpoint: string): boolean {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
