import { operation } from '@dragons/core';
import { runtimeQueryDependencies } from '../runtime.ts';
import { getDragon } from './get-dragon.ts';

const dependencies = runtimeQueryDependencies();

export const handler = operation('getDragon', (request) => getDragon(request, dependencies));
