import { ServiceError } from '../service-error.ts';
import type { ServiceResponse } from '../service.ts';
import { childText, MalformedXmlError, parseXml, xmlDocument } from '../xml.ts';
import type { ObjectStore, Bucket } from './object-store.ts';
import { s3Errors } from './s3-errors.ts';
import { queryInteger, queryValue } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';
import { s3Namespace } from './s3-namespace.ts';

const xml = { 'content-type': 'application/xml' };
const done: ServiceResponse = { status: 200, headers: {}, body: '' };

/** ListBuckets. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export function listBuckets(
  store: ObjectStore,
  request: S3Request,
  region: string,
  accountId: string,
): ServiceResponse {
  const prefix = queryValue(request, 'prefix') ?? '';
  const token = queryValue(request, 'continuation-token') ?? '';
  const limit = queryInteger(request, 'max-buckets') ?? Number.POSITIVE_INFINITY;
  const rest = store.buckets().filter(({ name }) => name.startsWith(prefix) && name > token);
  const page = rest.slice(0, limit);
  const body = xmlDocument(
    'ListAllMyBucketsResult',
    {
      Owner: { ID: accountId },
      Buckets: {
        Bucket: page.map(({ name, created }) => ({
          Name: name,
          CreationDate: new Date(created).toISOString(),
          BucketRegion: region,
        })),
      },
      Prefix: prefix === '' ? undefined : prefix,
      ContinuationToken: rest.length > page.length ? page.at(-1)?.name : undefined,
    },
    s3Namespace,
  );
  return { status: 200, headers: xml, body };
}

/** CreateBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export function createBucket(store: ObjectStore, request: S3Request, region: string): ServiceResponse {
  checkBucketName(request.bucket);
  const constraint = locationConstraint(request.body);
  if (constraint !== undefined && constraint !== region) {
    throw new ServiceError(
      'IllegalLocationConstraintException',
      `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  if (store.bucket(request.bucket) === undefined) {
    store.createBucket(request.bucket);
  } else if (region !== 'us-east-1') {
    // For us-east-1 alone a second creation by the same owner succeeds.
    throw new ServiceError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { status: 409, fields: { BucketName: request.bucket } },
    );
  }
  return { status: 200, headers: { location: `/${request.bucket}` }, body: '' };
}

/** DeleteBucket. @throws ServiceError `BucketNotEmpty` (409), also for versions that nobody sees any more */
export function deleteBucket(store: ObjectStore, bucket: Bucket): ServiceResponse {
  if (store.index(bucket.name).keys.length > 0) throw s3Errors.bucketNotEmpty(bucket.name);
  store.deleteBucket(bucket.name);
  return { status: 204, headers: {}, body: '' };
}

/** HeadBucket. */
export function headBucket(region: string): ServiceResponse {
  return { ...done, headers: { 'x-amz-bucket-region': region, 'content-type': 'application/xml' } };
}

/** GetBucketLocation: empty for us-east-1, for reasons that are older than regions. */
export function getBucketLocation(region: string): ServiceResponse {
  const location = region === 'us-east-1' ? undefined : region;
  return { status: 200, headers: xml, body: xmlDocument('LocationConstraint', location, s3Namespace) };
}

/** GetBucketVersioning: an empty document for a bucket that never kept versions. */
export function getBucketVersioning(bucket: Bucket): ServiceResponse {
  const body = xmlDocument('VersioningConfiguration', { Status: bucket.versioning }, s3Namespace);
  return { status: 200, headers: xml, body };
}

/** PutBucketVersioning: once enabled, versioning can only be suspended. */
export function putBucketVersioning(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  const status = childText(parseXml(request.body.toString('utf8')), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') throw new MalformedXmlError();
  store.setVersioning(bucket, status);
  return done;
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @throws ServiceError `InvalidBucketName`
 */
export function checkBucketName(name: string): void {
  const wellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  const reserved = /^\d{1,3}(\.\d{1,3}){3}$|^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|\.mrap$|--x-s3$/.test(
    name,
  );
  if (wellFormed && !reserved) return;
  throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName: name } });
}

function locationConstraint(body: Buffer): string | undefined {
  if (body.length === 0) return undefined;
  return childText(parseXml(body.toString('utf8')), 'LocationConstraint');
}
