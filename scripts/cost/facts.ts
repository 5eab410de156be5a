import type { Deployment } from './deployment.ts';
import type { OperationTraffic, Profile } from './profile.ts';

/** What costs follow from: what was deployed, and what traffic is like. */
export interface Facts {
  readonly deployment: Deployment;
  readonly profile: Profile;
}

/** A gigabyte, as AWS bills it. */
export const gigabyte = 1024 ** 3;

const megabyte = 1024 ** 2;

/** The bytes of the catalogue's object. */
export function catalogBytes({ profile: { catalog } }: Facts): number {
  return catalog.dragons * catalog.bytesPerDragon;
}

/** What answers queries. */
export function engineOf({ deployment: { queryEngine }, profile }: Facts): 's3-select' | 'in-function' {
  if (queryEngine === 's3-select' || queryEngine === 'in-function') return queryEngine;
  return profile.engine.hasS3Select ? 's3-select' : 'in-function';
}

/** Milliseconds that the function of an operation runs for a request, warm, on average. */
export function millisecondsOf(
  operation: string,
  { milliseconds, notModified }: OperationTraffic,
  facts: Facts,
): number {
  if (operation !== 'listDragons' || engineOf(facts) === 's3-select') return milliseconds;
  const { catalog, engine } = facts.profile;
  const searched = (catalogBytes(facts) / megabyte) * catalog.scannedShare * (1 - notModified);
  return milliseconds + searched * engine.millisecondsPerMegabyte;
}

/** Milliseconds that a function runs that no client waits for, warm. */
export function backgroundMilliseconds(logicalId: string, facts: Facts): number {
  const { background, catalog } = facts.profile;
  const milliseconds = background[logicalId] ?? 0;
  if (logicalId !== 'PublishCatalog') return milliseconds;
  return milliseconds + (catalogBytes(facts) / megabyte) * catalog.publishMillisecondsPerMegabyte;
}
