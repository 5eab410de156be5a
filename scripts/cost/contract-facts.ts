import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../../local/json.ts';
import { readOperations } from '../generate/contract-operations.ts';
import type { ContractFacts } from './usage.ts';

/** Metrics that functions make beside those of operations, by the functions whose traffic is reckoned with (docs/operations.md, "Metrics"). */
export const otherMetrics: Readonly<Record<string, readonly string[]>> = {
  Duration: [
    'validateDragon',
    'addDragon',
    'rejectReport',
    'confirmReport',
    'publishCatalog',
    'announceChanges',
    'rebuildCatalog',
  ],
  Refusals: ['validateDragon', 'addDragon'],
  CatalogAge: ['publishCatalog'],
  CatalogVerified: ['rebuildCatalog'],
  CatalogDrift: ['rebuildCatalog'],
  BreakerOpened: ['listDragons', 'getHealth'],
};

/** Reads from the contract how many methods there are, and how many metrics their functions make. */
export function readContract(file: string): ContractFacts {
  const document: unknown = parse(readFileSync(file, 'utf8'));
  const { operations } = readOperations(document);
  const paths = isObject(document) && isObject(document.paths) ? Object.values(document.paths) : [];
  const preflights = paths.filter((path) => isObject(path) && path.options !== undefined).length;
  return {
    routes: Object.fromEntries(
      operations.map(({ id, method, path, scopes }) => [id, { method, path, needsToken: scopes.length > 0 }]),
    ),
    preflights,
    operationMetrics: operations.reduce(
      (sum, { statuses }) => sum + 1 + new Set(statuses.map((status) => Math.floor(status / 100))).size,
      0,
    ),
    otherMetrics: Object.values(otherMetrics).flat().length,
  };
}
