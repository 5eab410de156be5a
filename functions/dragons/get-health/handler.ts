import { operation } from '@dragons/core';
import { runtimeQueryDependencies } from '../runtime-queries.ts';
import { getHealth } from './get-health.ts';

const dependencies = runtimeQueryDependencies();

export const handler = operation('getHealth', () => getHealth(dependencies));
