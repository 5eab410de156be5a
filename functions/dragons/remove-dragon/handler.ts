import { operation } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { findDragon } from '../dynamodb/find-dragon.ts';
import { removeDragon as removeFromTable } from '../dynamodb/remove-dragon.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { removeDragon } from './remove-dragon.ts';

const table = registryTable(quickly);
const registry = { find: findDragon(table), remove: removeFromTable(table) };

export const handler = operation('removeDragon', (request) => removeDragon(request, registry));
