import type { QueryParameter } from '../canonical-request.ts';

/**
 * S3 tells operations apart by method, by whether there is a bucket and a key, and by names in the query ("sub-resources").
 * The table holds all of them, so that one that is not simulated is refused by its name and never taken for a plain
 * GET or PUT. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const bucketOperations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GET: {
    abac: 'GetBucketAbac',
    accelerate: 'GetBucketAccelerateConfiguration',
    acl: 'GetBucketAcl',
    analytics: 'GetBucketAnalyticsConfiguration',
    cors: 'GetBucketCors',
    encryption: 'GetBucketEncryption',
    'intelligent-tiering': 'GetBucketIntelligentTieringConfiguration',
    inventory: 'GetBucketInventoryConfiguration',
    lifecycle: 'GetBucketLifecycleConfiguration',
    location: 'GetBucketLocation',
    logging: 'GetBucketLogging',
    metadataConfiguration: 'GetBucketMetadataConfiguration',
    metadataTable: 'GetBucketMetadataTableConfiguration',
    metrics: 'GetBucketMetricsConfiguration',
    notification: 'GetBucketNotificationConfiguration',
    'object-lock': 'GetObjectLockConfiguration',
    ownershipControls: 'GetBucketOwnershipControls',
    policy: 'GetBucketPolicy',
    policyStatus: 'GetBucketPolicyStatus',
    publicAccessBlock: 'GetPublicAccessBlock',
    replication: 'GetBucketReplication',
    requestPayment: 'GetBucketRequestPayment',
    session: 'CreateSession',
    tagging: 'GetBucketTagging',
    uploads: 'ListMultipartUploads',
    versioning: 'GetBucketVersioning',
    versions: 'ListObjectVersions',
    website: 'GetBucketWebsite',
    'list-type': 'ListObjectsV2',
    '': 'ListObjects',
  },
  HEAD: { '': 'HeadBucket' },
  PUT: {
    abac: 'PutBucketAbac',
    accelerate: 'PutBucketAccelerateConfiguration',
    acl: 'PutBucketAcl',
    analytics: 'PutBucketAnalyticsConfiguration',
    cors: 'PutBucketCors',
    encryption: 'PutBucketEncryption',
    'intelligent-tiering': 'PutBucketIntelligentTieringConfiguration',
    inventory: 'PutBucketInventoryConfiguration',
    lifecycle: 'PutBucketLifecycleConfiguration',
    logging: 'PutBucketLogging',
    metadataAnnotationTable: 'UpdateBucketMetadataAnnotationTableConfiguration',
    metadataInventoryTable: 'UpdateBucketMetadataInventoryTableConfiguration',
    metadataJournalTable: 'UpdateBucketMetadataJournalTableConfiguration',
    metrics: 'PutBucketMetricsConfiguration',
    notification: 'PutBucketNotificationConfiguration',
    'object-lock': 'PutObjectLockConfiguration',
    ownershipControls: 'PutBucketOwnershipControls',
    policy: 'PutBucketPolicy',
    publicAccessBlock: 'PutPublicAccessBlock',
    replication: 'PutBucketReplication',
    requestPayment: 'PutBucketRequestPayment',
    tagging: 'PutBucketTagging',
    versioning: 'PutBucketVersioning',
    website: 'PutBucketWebsite',
    '': 'CreateBucket',
  },
  POST: {
    delete: 'DeleteObjects',
    metadataConfiguration: 'CreateBucketMetadataConfiguration',
    metadataTable: 'CreateBucketMetadataTableConfiguration',
    '': 'PostObject',
  },
  DELETE: {
    analytics: 'DeleteBucketAnalyticsConfiguration',
    cors: 'DeleteBucketCors',
    encryption: 'DeleteBucketEncryption',
    'intelligent-tiering': 'DeleteBucketIntelligentTieringConfiguration',
    inventory: 'DeleteBucketInventoryConfiguration',
    lifecycle: 'DeleteBucketLifecycle',
    metadataConfiguration: 'DeleteBucketMetadataConfiguration',
    metadataTable: 'DeleteBucketMetadataTableConfiguration',
    metrics: 'DeleteBucketMetricsConfiguration',
    ownershipControls: 'DeleteBucketOwnershipControls',
    policy: 'DeleteBucketPolicy',
    publicAccessBlock: 'DeletePublicAccessBlock',
    replication: 'DeleteBucketReplication',
    tagging: 'DeleteBucketTagging',
    website: 'DeleteBucketWebsite',
    '': 'DeleteBucket',
  },
};

const objectOperations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GET: {
    acl: 'GetObjectAcl',
    annotation: 'GetObjectAnnotation',
    attributes: 'GetObjectAttributes',
    'legal-hold': 'GetObjectLegalHold',
    retention: 'GetObjectRetention',
    tagging: 'GetObjectTagging',
    torrent: 'GetObjectTorrent',
    uploadId: 'ListParts',
    '': 'GetObject',
  },
  HEAD: { '': 'HeadObject' },
  PUT: {
    acl: 'PutObjectAcl',
    annotation: 'PutObjectAnnotation',
    encryption: 'UpdateObjectEncryption',
    'legal-hold': 'PutObjectLegalHold',
    renameObject: 'RenameObject',
    retention: 'PutObjectRetention',
    tagging: 'PutObjectTagging',
    uploadId: 'UploadPart',
    '': 'PutObject',
  },
  POST: {
    restore: 'RestoreObject',
    select: 'SelectObjectContent',
    uploadId: 'CompleteMultipartUpload',
    uploads: 'CreateMultipartUpload',
  },
  DELETE: {
    annotation: 'DeleteObjectAnnotation',
    tagging: 'DeleteObjectTagging',
    uploadId: 'AbortMultipartUpload',
    '': 'DeleteObject',
  },
};

const subResources = {
  bucket: namesOf(bucketOperations),
  object: namesOf(objectOperations),
};

/**
 * The name of the operation that a request asks for.
 * @returns undefined when S3 has no such operation (405)
 */
export function operationOf(request: {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: readonly QueryParameter[];
  readonly headers: Readonly<Record<string, string>>;
}): string | undefined {
  const { method, bucket, key, query, headers } = request;
  if (bucket === '') return method === 'GET' ? 'ListBuckets' : undefined;
  const [operations, names] =
    key === '' ? [bucketOperations, subResources.bucket] : [objectOperations, subResources.object];
  const subResource = query.find(([name]) => names.has(name))?.[0] ?? '';
  const operation = operations[method]?.[subResource];
  if (headers['x-amz-copy-source'] !== undefined) {
    if (operation === 'PutObject') return 'CopyObject';
    if (operation === 'UploadPart') return 'UploadPartCopy';
  }
  return operation;
}

function namesOf(operations: Readonly<Record<string, Readonly<Record<string, string>>>>): ReadonlySet<string> {
  const names = new Set(Object.values(operations).flatMap((byName) => Object.keys(byName)));
  names.delete('');
  return names;
}
