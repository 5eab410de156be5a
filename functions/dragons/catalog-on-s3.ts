import { HeadObjectCommand, type S3Client, type SelectObjectContentCommandInput } from '@aws-sdk/client-s3';
import { awsFailure, isTransient } from './aws-failure.ts';
import { CatalogUnavailableError, IncompleteAnswerError, SelectUnavailableError, type Catalog } from './catalog.ts';
import { dragonOf } from './catalog-record.ts';
import { dragonSql } from './dragon-query.ts';
import { selectRows, type SelectEvent } from './select-rows.ts';

/** Where the catalogue lies: one JSON Lines object, sorted by folded name. */
export interface CatalogPlace {
  readonly bucket: string;
  readonly key: string;
}

/** Runs a query on an object: S3 Select's own call, or one that looks like it. */
export type SelectCall = (
  input: SelectObjectContentCommandInput,
) => Promise<{ readonly Payload?: AsyncIterable<SelectEvent> | undefined }>;

/** What a new account is believed to get from SelectObjectContent, and what stand-ins without it answer. */
const unavailableCodes = new Set(['MethodNotAllowed', 'NotImplemented']);

/**
 * The catalogue in S3. Both engines are this: they differ only in who runs the SQL.
 * @param s3 for the object's entity tag
 * @param select runs the SQL
 */
export function catalogOnS3(s3: S3Client, { bucket, key }: CatalogPlace, select: SelectCall): Catalog {
  const place = { Bucket: bucket, Key: key };
  return {
    async version() {
      const { ETag } = await s3.send(new HeadObjectCommand(place)).catch(unreachable);
      if (ETag === undefined) throw new CatalogUnavailableError('S3 gave no entity tag for the catalogue.');
      return ETag;
    },
    async query(query) {
      const { Payload } = await select({
        ...place,
        Expression: dragonSql(query),
        ExpressionType: 'SQL',
        InputSerialization: { JSON: { Type: 'LINES' }, CompressionType: 'NONE' },
        OutputSerialization: { JSON: { RecordDelimiter: '\n' } },
      }).catch(unreachable);
      if (Payload === undefined) throw new IncompleteAnswerError('The answer of the query engine has no events.');
      const rows = await selectRows(Payload).catch((cause: unknown) => {
        throw new IncompleteAnswerError('The query engine broke off its answer.', { cause });
      });
      return rows.map((row) => {
        const dragon = dragonOf(row);
        if (dragon === undefined)
          throw new CatalogUnavailableError('A line of the catalogue is not a dragon; rebuild it.');
        return dragon;
      });
    },
  };
}

/** Says what a failed call means; an error that only a defect of ours explains is thrown on as it is. */
function unreachable(cause: unknown): never {
  const { code, status } = awsFailure(cause);
  if (unavailableCodes.has(code))
    throw new SelectUnavailableError('S3 Select is not available to this account.', { cause });
  if (status === 400 && !isTransient(cause)) throw cause;
  throw new CatalogUnavailableError(`The catalogue cannot be read: ${code}.`, { cause });
}
