import { readTemplate, type ResolvedTemplate } from '../../local/template/index.ts';
import { AwsCallError } from '../aws/aws-call-errors.ts';
import { describeStack } from '../aws/describe-stack.ts';
import { isLoopback, stageAddress } from '../aws/stage-address.ts';

/** What answers is no stack of this template on this machine. */
export class NoLocalStackError extends AwsCallError {
  override readonly name = 'NoLocalStackError';
}

/**
 * A template as the local stack at an endpoint runs it: with its parameters and addresses, and so with the values of its functions' environment
 * variables. Names and ids on this machine are made from the template and the stack's name alone.
 * @param endpoint the AWS endpoint of the stack
 * @throws AwsCallError when nobody answers there, or something else than a local stack
 * @throws InvalidTemplateError when the file has changed since and cannot be read any more
 */
export async function runningTemplate(file: string, endpoint: string): Promise<ResolvedTemplate> {
  if (!isLoopback(endpoint)) throw new NoLocalStackError(`${endpoint} is not on this machine.`);
  const stack = await describeStack(stageAddress({}, { stage: 'local', endpoint }, 'CloudFormation'));
  const [api, domain, site] = ['ApiUrl', 'SignInUrl', 'SiteUrl'].map((name) => stack?.outputs.get(name));
  if (stack === undefined || api === undefined || domain === undefined || site === undefined) {
    throw new NoLocalStackError(`What runs at ${endpoint} is not this template. Start it with "npm start".`);
  }
  const { name: stackName, parameters } = stack;
  return readTemplate(file, { stackName, endpoint, addresses: { api, domain, site }, parameters });
}
