import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions, explained, placeOf, requestHandler } from '../aws/aws-calls.ts';
import type { StageAddress } from '../aws/stage-address.ts';
import { SiteMissingError } from './site-errors.ts';

/** Where the page of a stage belongs, as the stack says in Parameter Store. */
export interface SitePlace {
  readonly bucket: string;
  /** Where people find it. */
  readonly url: string;
  /** What config.json holds: a JSON text. */
  readonly config: string;
}

/**
 * Asks Parameter Store where the page of a stage belongs.
 * @throws SiteMissingError when the stage has no place for it
 * @throws AwsCallError
 */
export async function sitePlace(address: StageAddress): Promise<SitePlace> {
  const ssm = new SSMClient({ ...clientOptions(address), requestHandler });
  const name = (last: string): string => `/dragons/${address.stage}/site-${last}`;
  const names = { bucket: name('bucket'), url: name('url'), config: name('config') };
  const { Parameters = [] } = await ssm
    .send(new GetParametersCommand({ Names: Object.values(names) }))
    .catch((error: unknown) => {
      throw explained(error, `GetParameters on ${name('*')}`, address);
    })
    .finally(() => ssm.destroy());
  const values = new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
  const valueOf = (parameter: string): string => {
    const value = values.get(parameter);
    if (value !== undefined) return value;
    throw new SiteMissingError(
      `The stage "${address.stage}" has no place for the page: there is no parameter ${parameter} at ${placeOf(address)}. Is it the right stage and region, and is the stack deployed in this version?`,
    );
  };
  return { bucket: valueOf(names.bucket), url: valueOf(names.url), config: valueOf(names.config) };
}
