import { S3Client, SelectObjectContentCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ParameterStore, requiredVariable, traceClient, traced } from '@dragons/core';
import { selectObjectContent } from '@dragons/select';
import { CatalogUnavailableError } from './catalog.ts';
import { catalogOnS3 } from './catalog-on-s3.ts';
import type { QueryDependencies } from './query-dependencies.ts';
import { QueryEngine, type Engines } from './query-engine.ts';
import { readSettings, type Settings } from './settings.ts';
import { versionedReads, type CatalogQuestions } from './versioned-reads.ts';

/**
 * How long a call may take, in milliseconds. Two attempts each of GetParametersByPath, HeadObject, SelectObjectContent and GetObject fit in the
 * function's own 25 seconds, so that a client gets a 503 with Retry-After and not API Gateway's 502.
 */
const quickly = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2500,
    // Without it the SDK only prints a warning.
    throwOnRequestTimeout: true,
    // For an answer that stops in the middle.
    socketTimeout: 2500,
  },
};

/** What the query operations use on Lambda: made once an execution environment, from its environment variables. */
export function runtimeQueryDependencies(): QueryDependencies {
  const ssm = traceClient(new SSMClient(quickly));
  const s3 = traceClient(new S3Client(quickly));
  const engine = new QueryEngine();
  const parameters = new ParameterStore(
    async (path, nextToken) => {
      const page = await ssm.send(
        new GetParametersByPathCommand({ Path: path, NextToken: nextToken, WithDecryption: true, Recursive: true }),
      );
      return {
        parameters: (page.Parameters ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
        nextToken: page.NextToken,
      };
    },
    requiredVariable('PARAMETER_PATH'),
    Number(requiredVariable('PARAMETER_MAX_AGE')) * 1000,
  );
  const questions: CatalogQuestions = {
    version: (settings) => traced('version', () => enginesOn(s3, settings).s3Select.version()),
    query: (settings, query) => traced('query', () => engine.query(settings.engine, enginesOn(s3, settings), query)),
  };
  return {
    settings: async () =>
      readSettings(
        await parameters.read().catch((cause: unknown) => {
          throw new CatalogUnavailableError('Parameter Store does not say where the catalogue is.', { cause });
        }),
      ),
    query: questions.query,
    read: versionedReads(questions),
  };
}

function enginesOn(s3: S3Client, place: Settings): Engines {
  return {
    s3Select: catalogOnS3(s3, place, (input) => s3.send(new SelectObjectContentCommand(input))),
    inFunction: catalogOnS3(s3, place, (input) =>
      selectObjectContent((object) => s3.send(new GetObjectCommand(object)), input),
    ),
  };
}
