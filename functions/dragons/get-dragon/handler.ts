import { operation } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { findDragon } from '../dynamodb/find-dragon.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { getDragon } from './get-dragon.ts';

const registry = { find: findDragon(registryTable(quickly)) };

export const handler = operation('getDragon', (request) => getDragon(request, registry));
