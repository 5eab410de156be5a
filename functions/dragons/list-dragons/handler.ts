import { operation } from '@dragons/core';
import { runtimeQueryDependencies } from '../runtime-queries.ts';
import { listDragons } from './list-dragons.ts';

const dependencies = runtimeQueryDependencies();

export const handler = operation('listDragons', (request) => listDragons(request, dependencies));
