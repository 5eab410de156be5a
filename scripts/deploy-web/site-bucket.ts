import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CallRefusedError } from '../aws/aws-call-errors.ts';
import { clientOptions, explained, requestHandler } from '../aws/aws-calls.ts';
import type { StageAddress } from '../aws/stage-address.ts';
import type { SiteFile } from './site-file.ts';

/** The bucket of a page. Every call throws an AwsCallError when it does not succeed. */
export interface SiteBucket {
  /** The ETags of what it holds, by key. */
  list(): Promise<ReadonlyMap<string, string>>;
  put(file: SiteFile): Promise<void>;
  /** The text of an object; undefined when there is none. */
  read(key: string): Promise<string | undefined>;
  delete(keys: readonly string[]): Promise<void>;
}

/** What one call may delete: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const deletedAtOnce = 1000;

/** The bucket of a stage's page. @throws CallRefusedError when the endpoint is no URL */
export function siteBucket(address: StageAddress, Bucket: string): SiteBucket {
  const s3 = new S3Client({
    ...clientOptions(address),
    // The name of the bucket is no part of a local address.
    forcePathStyle: address.endpoint !== undefined,
    requestHandler,
  });
  const failed =
    (action: string) =>
    (error: unknown): never => {
      throw explained(error, `${action} on ${Bucket}`, address);
    };
  return {
    async list() {
      const etags = new Map<string, string>();
      try {
        for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
          for (const { Key, ETag } of Contents) if (Key !== undefined) etags.set(Key, ETag ?? '');
        }
      } catch (error) {
        failed('ListObjectsV2')(error);
      }
      return etags;
    },
    async put({ key, body, contentType, cacheControl }) {
      const object = { Bucket, Key: key, Body: body, ContentType: contentType, CacheControl: cacheControl };
      await s3.send(new PutObjectCommand(object)).catch(failed('PutObject'));
    },
    async read(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
        return await Body?.transformToString();
      } catch (error) {
        return error instanceof NoSuchKey ? undefined : failed('GetObject')(error);
      }
    },
    async delete(keys) {
      for (let start = 0; start < keys.length; start += deletedAtOnce) {
        const Objects = keys.slice(start, start + deletedAtOnce).map((Key) => ({ Key }));
        const { Errors = [] } = await s3
          .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
          .catch(failed('DeleteObjects'));
        const [error] = Errors;
        // Each object may be refused on its own, in an answer that is a success.
        if (error !== undefined) {
          throw new CallRefusedError(
            `${Bucket} refuses to delete ${error.Key ?? '?'}: ${error.Message ?? error.Code ?? '?'}`,
          );
        }
      }
    },
  };
}
