import { GetObjectCommand, S3Client, SelectObjectContentCommand } from '@aws-sdk/client-s3';
import { traceClient, traced } from '@dragons/core';
import { selectObjectContent } from '@dragons/select';
import { quickly } from './call-limits.ts';
import { catalogOnS3 } from './catalog-on-s3.ts';
import type { QueryDependencies } from './query-dependencies.ts';
import { QueryEngine, type Engines } from './query-engine.ts';
import { runtimeSettings } from './runtime-settings.ts';
import type { Settings } from './settings.ts';
import { versionedReads, type CatalogQuestions } from './versioned-reads.ts';

/** What the query operations use on Lambda: made once an execution environment, from its environment variables. */
export function runtimeQueryDependencies(): QueryDependencies {
  const s3 = traceClient(new S3Client(quickly));
  const engine = new QueryEngine();
  const questions: CatalogQuestions = {
    version: (settings) => traced('version', () => enginesOn(s3, settings).s3Select.version()),
    query: (settings, query) => traced('query', () => engine.query(settings.engine, enginesOn(s3, settings), query)),
  };
  return { settings: runtimeSettings(quickly), query: questions.query, read: versionedReads(questions) };
}

function enginesOn(s3: S3Client, place: Settings): Engines {
  return {
    s3Select: catalogOnS3(s3, place, (input) => s3.send(new SelectObjectContentCommand(input))),
    inFunction: catalogOnS3(s3, place, (input) =>
      selectObjectContent((object) => s3.send(new GetObjectCommand(object)), input),
    ),
  };
}
