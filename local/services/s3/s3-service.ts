import { systemClock } from '../../clock.ts';
import type { Clock } from '../../clock.ts';
import type { Storage } from '../../state/storage.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from '../service.ts';
import { xmlError } from '../xml.ts';
import * as buckets from './buckets.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { getObject } from './get-object.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjectsV2 } from './list-objects.ts';
import { ObjectStore } from './object-store.ts';
import type { Bucket, Versioning } from './object-store.ts';
import { isLive } from './object-version.ts';
import { operationOf } from './operation-names.ts';
import { putObject } from './put-object.ts';
import { s3Errors } from './s3-errors.ts';
import { parseS3Request } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';
import { selectObjectContent } from './select-object-content.ts';
import { checkHeaders } from './unsupported-headers.ts';

/** What S3 is made of. */
export interface S3Options {
  readonly storage: Storage;
  readonly clock?: Clock;
  readonly region: string;
  /** The owner of all buckets: twelve digits. */
  readonly accountId: string;
}

/** S3, with what the stack needs to create what a template declares. */
export interface S3Service extends AwsService {
  /**
   * Creates a bucket (`AWS::S3::Bucket`), or brings the versioning of one that is there to what is declared.
   * @throws ServiceError `InvalidBucketName`
   */
  declareBucket(name: string, properties?: { readonly versioning?: Versioning }): void;
  /** Writes an object, as PutObject does. @throws ServiceError `NoSuchBucket` */
  writeObject(bucket: string, key: string, body: Uint8Array, contentType?: string): void;
  /** The bytes of an object; undefined when there is none. @throws ServiceError `NoSuchBucket` */
  readObject(bucket: string, key: string): Buffer | undefined;
}

type BucketOperation = (bucket: Bucket, request: S3Request) => ServiceResponse | Promise<ServiceResponse>;

/**
 * S3 as far as the application and the `aws s3` commands need it; everything else is refused by name.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
 */
export function s3Service({ storage, clock = systemClock, region, accountId }: S3Options): S3Service {
  const store = new ObjectStore(storage, clock);

  const bucketOperations = new Map<string, BucketOperation>([
    ['DeleteBucket', (bucket) => buckets.deleteBucket(store, bucket)],
    ['HeadBucket', () => buckets.headBucket(region)],
    ['GetBucketLocation', () => buckets.getBucketLocation(region)],
    ['GetBucketVersioning', (bucket) => buckets.getBucketVersioning(bucket)],
    ['PutBucketVersioning', (bucket, request) => buckets.putBucketVersioning(store, bucket, request)],
    ['ListObjectsV2', (bucket, request) => listObjectsV2(store, bucket, request)],
    ['ListObjectVersions', (bucket, request) => listObjectVersions(store, bucket, request)],
    ['GetObject', (bucket, request) => getObject(store, bucket, request)],
    ['HeadObject', (bucket, request) => getObject(store, bucket, request)],
    ['PutObject', (bucket, request) => putObject(store, bucket, request)],
    ['DeleteObject', (bucket, request) => deleteObject(store, bucket, request)],
    ['DeleteObjects', (bucket, request) => deleteObjects(store, bucket, request)],
    ['SelectObjectContent', (bucket, request) => selectObjectContent(store, bucket, request)],
  ]);

  function answer(request: S3Request): ServiceResponse | Promise<ServiceResponse> {
    const operation = operationOf(request);
    if (operation === undefined) throw s3Errors.methodNotAllowed(request.method);
    checkHeaders(request.headers, operation, accountId);
    if (operation === 'ListBuckets') return buckets.listBuckets(store, request, region, accountId);
    if (operation === 'CreateBucket') return buckets.createBucket(store, request, region);
    const handler = bucketOperations.get(operation);
    if (handler === undefined) throw new NotSimulatedError(`s3:${operation}`);
    return handler(existing(request.bucket), request);
  }

  function existing(name: string): Bucket {
    const bucket = store.bucket(name);
    if (bucket === undefined) throw s3Errors.noSuchBucket(name);
    return bucket;
  }

  return {
    signingName: 's3',
    allowsAnonymous: () => false,
    async handle(request) {
      try {
        return await answer(parseS3Request(request));
      } catch (error) {
        if (error instanceof ServiceError) return errorResponse(error, request);
        throw error;
      }
    },
    declareBucket(name, { versioning } = {}) {
      buckets.checkBucketName(name);
      if (store.bucket(name) === undefined) store.createBucket(name);
      const bucket = existing(name);
      if (bucket.versioning !== versioning) store.setVersioning(bucket, versioning);
    },
    writeObject(bucket, key, body, contentType = 'binary/octet-stream') {
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      store.put(existing(bucket), key, bytes, { headers: { 'content-type': contentType }, metadata: {} });
    },
    readObject(bucket, key) {
      const version = store.current(existing(bucket).name, key);
      return isLive(version) ? store.bytes(version) : undefined;
    },
  };
}

/** An answer to HEAD has no body, so its error is only a status. */
function errorResponse(error: ServiceError, request: ServiceRequest): ServiceResponse {
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: request.method === 'HEAD' ? '' : xmlError(error, request.requestId, 's3'),
  };
}
