import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { awsFailure, isTransient } from './aws-failure.ts';
import type { CatalogContent, CatalogFile } from './catalog-file.ts';
import { CatalogUnavailableError } from './catalog.ts';
import type { CatalogPlace } from './catalog-on-s3.ts';

/** The statuses of a conditional write of which the condition did not hold (412), or that met another (409). */
const changedStatuses: readonly (number | undefined)[] = [409, 412];

/**
 * The catalogue's object in S3. What was read or written last is kept, so that reading an unchanged catalogue transfers nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function catalogFileOnS3(client: S3Client, { bucket, key }: CatalogPlace): CatalogFile {
  const place = { Bucket: bucket, Key: key };
  let last: CatalogContent | undefined;

  async function read(): Promise<CatalogContent | undefined> {
    try {
      const { Body, ETag } = await client.send(
        new GetObjectCommand({ ...place, ...(last !== undefined && { IfNoneMatch: last.tag }) }),
      );
      const bytes = await Body?.transformToByteArray();
      if (bytes === undefined || ETag === undefined)
        throw new CatalogUnavailableError('S3 gave no content or no entity tag.');
      last = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), tag: ETag };
      return last;
    } catch (error) {
      const { status, code } = awsFailure(error);
      if (status === 304) return last;
      if (code === 'NoSuchKey') return undefined;
      throw unavailable(error);
    }
  }

  async function write(bytes: Buffer, expected: string | undefined): Promise<'written' | 'changed'> {
    try {
      const { ETag } = await client.send(
        new PutObjectCommand({
          ...place,
          Body: bytes,
          ContentType: 'application/x-ndjson',
          ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected }),
        }),
      );
      last = ETag === undefined ? undefined : { bytes, tag: ETag };
      return 'written';
    } catch (error) {
      const { status, code } = awsFailure(error);
      // The object that was to be overwritten is gone.
      if (changedStatuses.includes(status) || code === 'NoSuchKey') return 'changed';
      throw unavailable(error);
    }
  }

  return { read, write };
}

function unavailable(cause: unknown): unknown {
  if (cause instanceof CatalogUnavailableError || !isTransient(cause)) return cause;
  return new CatalogUnavailableError(`S3 does not answer as it should: ${awsFailure(cause).code}.`, { cause });
}
