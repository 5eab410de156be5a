import { S3Client } from '@aws-sdk/client-s3';
import { log, logMessages, traceClient } from '@dragons/core';
import { setTimeout as wait } from 'node:timers/promises';
import { patiently } from './call-limits.ts';
import type { CatalogFile } from './catalog-file.ts';
import { catalogFileOnS3 } from './catalog-file-on-s3.ts';
import { publish, type Published } from './catalog-publisher.ts';
import { allDragons } from './dynamodb/all-dragons.ts';
import { findDragons } from './dynamodb/find-dragons.ts';
import type { Table } from './dynamodb/table.ts';
import { runtimeSettings } from './runtime-settings.ts';

/** Publishes names, or all, within a time. @param milliseconds how long it may take */
export type Publish = (nameKeys: readonly string[] | 'all', milliseconds: number) => Promise<Published>;

/** Milliseconds that are kept for the answer. */
const reserve = 5000;

/** Publishing on Lambda: made once an execution environment, so that the catalogue's last content is kept between invocations. */
export function runtimePublisher(table: Table): Publish {
  const settings = runtimeSettings(patiently);
  const s3 = traceClient(new S3Client(patiently));
  const registry = { findAll: findDragons(table), all: allDragons(table) };
  let last: { readonly place: string; readonly file: CatalogFile } | undefined;
  return async (nameKeys, milliseconds) => {
    const started = Date.now();
    const deadline = started + milliseconds - reserve;
    const { bucket, key } = await settings();
    const place = `${bucket}/${key}`;
    if (last?.place !== place) last = { place, file: catalogFileOnS3(s3, { bucket, key }) };
    const published = await publish(nameKeys, { registry, file: last.file, wait, now: Date.now, deadline });
    const { unreadable, ...figures } = published;
    log(logMessages.catalogPublished, { ...figures, milliseconds: Date.now() - started });
    if (unreadable.length > 0) log(logMessages.unreadableItem, { items: unreadable.length });
    return published;
  };
}
