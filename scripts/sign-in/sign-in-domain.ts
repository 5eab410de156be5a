import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { isObject } from '../../local/json.ts';
import { clientOptions, placeOf, requestHandler } from '../aws/aws-calls.ts';
import type { StageAddress } from '../aws/stage-address.ts';
import { NotDeployedError } from './sign-in-errors.ts';

/**
 * The domain of a stage's user pool, as the page of the stage knows it, too: Parameter Store holds its config.json.
 * @returns without a slash at the end
 * @throws NotDeployedError
 */
export async function signInDomain(address: StageAddress): Promise<string> {
  const name = `/dragons/${address.stage}/site-config`;
  const fail = (cause?: unknown): never => {
    const place = `The parameter ${name} at ${placeOf(address)}`;
    const why = cause instanceof Error ? ` (${cause.name})` : '';
    throw new NotDeployedError(`${place} does not say where to sign in${why}: give --domain URL, or --stack NAME.`, {
      cause,
    });
  };
  const ssm = new SSMClient({ ...clientOptions(address), requestHandler, maxAttempts: 1 });
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    const config: unknown = JSON.parse(Parameter?.Value ?? '');
    const url = isObject(config) && isObject(config.signIn) ? config.signIn.url : undefined;
    return typeof url === 'string' ? url.replace(/\/+$/, '') : fail();
  } catch (error) {
    if (error instanceof NotDeployedError) throw error;
    return fail(error);
  } finally {
    ssm.destroy();
  }
}
