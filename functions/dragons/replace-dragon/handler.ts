import { operation } from '@dragons/core';
import { quickly } from '../call-limits.ts';
import { findDragon } from '../dynamodb/find-dragon.ts';
import { replaceDragon as replaceInTable } from '../dynamodb/replace-dragon.ts';
import { registryTable } from '../runtime-registry-table.ts';
import { replaceDragon } from './replace-dragon.ts';

const table = registryTable(quickly);
const registry = { find: findDragon(table), replace: replaceInTable(table) };

export const handler = operation('replaceDragon', (request) => replaceDragon(request, registry));
