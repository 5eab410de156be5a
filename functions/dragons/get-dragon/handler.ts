import { operation } from '@dragons/core';
import { quickly } from '../aws-clients.ts';
import { findDragon } from '../dynamodb/find-dragon.ts';
import { registryTable } from '../tables.ts';
import { getDragon } from './get-dragon.ts';

const registry = { find: findDragon(registryTable(quickly)) };

export const handler = operation('getDragon', (request) => getDragon(request, registry));
