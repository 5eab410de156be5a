import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ParameterStore, requiredVariable, traceClient } from '@dragons/core';
import type { CallLimits } from './call-limits.ts';
import { CatalogUnavailableError } from './catalog.ts';
import { readSettings, type Settings } from './settings.ts';

/** Milliseconds that parameters may be used where Parameter Store does not say (the template's own default). */
const defaultMaxAge = 15_000;

/**
 * The settings of this moment, from Parameter Store: made once an execution environment, from its environment variables.
 * @param limits how long calls may take
 * @returns reads them. @throws CatalogUnavailableError, MissingParameterError, InvalidParameterError
 */
export function runtimeSettings(limits: CallLimits): () => Promise<Settings> {
  const ssm = traceClient(new SSMClient(limits));
  const parameters = new ParameterStore(
    async (path, nextToken) => {
      const page = await ssm.send(
        new GetParametersByPathCommand({ Path: path, NextToken: nextToken, WithDecryption: true, Recursive: true }),
      );
      return {
        parameters: (page.Parameters ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
        nextToken: page.NextToken,
      };
    },
    requiredVariable('PARAMETER_PATH'),
    defaultMaxAge,
  );
  return async () =>
    readSettings(
      await parameters.read().catch((cause: unknown) => {
        throw new CatalogUnavailableError('Parameter Store does not say where the catalogue is.', { cause });
      }),
    );
}
