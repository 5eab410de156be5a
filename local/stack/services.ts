import { systemClock } from '../clock.ts';
import type { MayInvoke } from './invoke-permissions.ts';
import { invokeApi, type LambdaService } from '../lambda/index.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import { cognito as createCognito, type Cognito, type CognitoAddresses } from '../services/cognito/index.ts';
import { createEndpoint, type Endpoint } from '../services/endpoint.ts';
import { ServiceError } from '../services/service-error.ts';
import { s3Service, type S3Service } from '../services/s3/s3-service.ts';
import { ssmService, type SsmService } from '../services/ssm/ssm-service.ts';
import type { Credential } from '../services/signature.ts';
import type { StackEvent } from './stack-event.ts';
import type { Storage } from '../state/storage.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/model.ts';

/** The simulated AWS services and their endpoint. */
export interface Services {
  readonly endpoint: Endpoint;
  readonly s3: S3Service;
  readonly ssm: SsmService;
  readonly cognito: Cognito;
}

export interface ServicesOptions {
  readonly storage: Storage;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** Who may sign requests to the endpoint. */
  readonly credential: Credential;
  /** Asked for at every request, since both exist only when the endpoint listens. */
  readonly lambda: () => LambdaService;
  readonly addresses: CognitoAddresses;
  /** Whether the template that runs now lets a user pool invoke a function. */
  readonly mayInvokeTrigger: MayInvoke;
  readonly log: (event: StackEvent) => void;
}

/** Makes the services; nothing exists in them yet. */
export function createServices({
  storage,
  region,
  accountId,
  partition,
  credential,
  lambda,
  addresses,
  mayInvokeTrigger,
  log,
}: ServicesOptions): Services {
  const invoker: FunctionInvoker = { invoke: (name, event) => lambda().invoke(name, event) };
  const s3 = s3Service({ storage, region, accountId });
  const ssm = ssmService({ storage, region, accountId, partition });
  const cognito = createCognito({
    storage,
    clock: systemClock,
    region,
    accountId,
    invoker,
    mayInvoke: mayInvokeTrigger,
    addresses,
    log: (line) => log({ type: 'mail', line }),
  });
  const endpoint = createEndpoint({
    services: [s3, ssm, cognito.service, invokeApi(lambda)],
    credentials: [credential],
    onError: (error, { method, path }) => log({ type: 'defect', error, where: `AWS endpoint, ${method} ${path}` }),
  });
  return { endpoint, s3, ssm, cognito };
}

/** A service refuses to create a resource of the template. The message names the resource and its place. */
export class ResourceRefusedError extends Error {
  override readonly name = 'ResourceRefusedError';

  constructor({ place, logicalId, type }: TemplateResource, cause: ServiceError) {
    super(`${place}: ${logicalId} (${type}): ${cause.message === '' ? cause.code : cause.message}`, { cause });
  }
}

/**
 * Creates what the template declares, or brings what is there to what is declared now. What the template no longer declares stays.
 * @throws ResourceRefusedError, UnsupportedPropertyError, FieldError for what cannot be created
 */
export async function provision(template: ResolvedTemplate, { s3, ssm, cognito }: Services): Promise<void> {
  const resources = [...template.resources.values()];
  await cognito.declare(resources);
  for (const resource of resources) {
    try {
      if (resource.type === 'AWS::S3::Bucket') declareBucket(s3, resource);
      if (resource.type === 'AWS::SSM::Parameter') declareParameter(ssm, resource);
    } catch (error) {
      throw error instanceof ServiceError ? new ResourceRefusedError(resource, error) : error;
    }
  }
}

function declareBucket(s3: S3Service, { ref, properties }: TemplateResource): void {
  const { VersioningConfiguration: versioning } = properties;
  const status =
    typeof versioning === 'object' && versioning !== null && !Array.isArray(versioning) ? versioning.Status : undefined;
  s3.declareBucket(ref, status === 'Enabled' || status === 'Suspended' ? { versioning: status } : {});
}

function declareParameter(ssm: SsmService, { ref, properties }: TemplateResource): void {
  const { Type, Value, Description, AllowedPattern } = properties;
  ssm.declareParameter({
    name: ref,
    type: Type === 'StringList' || Type === 'SecureString' ? Type : 'String',
    value: typeof Value === 'string' ? Value : JSON.stringify(Value),
    ...(typeof Description === 'string' ? { description: Description } : {}),
    ...(typeof AllowedPattern === 'string' ? { allowedPattern: AllowedPattern } : {}),
  });
}
