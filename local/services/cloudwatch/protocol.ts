import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { NotSimulatedError } from '../service-error.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from '../service.ts';
import { cloudWatchError } from './errors.ts';

/** No larger request is taken. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const largestBody = 1_048_576;

/**
 * What CloudWatch takes beside plain JSON: clients compress PutMetricData from 10 kB on
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html). Its two other protocols are refused by name: CBOR, and the
 * Query protocol of clients of before 2025.
 */
export function withEncodings(service: AwsService): AwsService {
  return {
    ...service,
    async handle(request) {
      const operation = operationInPath(request);
      if (operation !== undefined) throw new NotSimulatedError(`cloudwatch:${operation} in CBOR (JSON is)`);
      if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
        const action = new URLSearchParams(request.body.toString('utf8')).get('Action') ?? '(no Action)';
        throw new NotSimulatedError(`cloudwatch:${action} in the Query protocol (newer clients speak JSON)`);
      }
      return handleUnpacked(service, request);
    },
  };
}

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
function operationInPath({ path }: Pick<ServiceRequest, 'path'>): string | undefined {
  return /^\/service\/GraniteServiceVersion20100801\/operation\/(\w+)$/.exec(path)?.[1];
}

async function handleUnpacked(service: AwsService, request: ServiceRequest): Promise<ServiceResponse> {
  if (request.headers['content-encoding'] !== 'gzip') return service.handle(request);
  try {
    const body = await promisify(gunzip)(request.body, { maxOutputLength: largestBody });
    return await service.handle({ ...request, body });
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    throw cloudWatchError('InvalidParameterValueException', `The body cannot be unpacked: ${cause.message}`);
  }
}
