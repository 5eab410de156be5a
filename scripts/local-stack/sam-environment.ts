import { isObject } from '../../local/json.ts';
import type { ResolvedTemplate } from '../../local/template/index.ts';

/** What `--env-vars` of `sam local` takes: the variables of each function, by its logical id. */
export type SamEnvironment = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Every variable that the template declares for its functions, with its value on a local stack, as a container sees it. SAM CLI passes no
 * variable that the template does not declare:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-invoke.html
 * @param template as the local stack runs it
 * @param endpoint the AWS endpoint on this machine
 * @param host the address by which a container reaches this machine
 */
export function samEnvironment(template: ResolvedTemplate, endpoint: string, host: string): SamEnvironment {
  const fromContainer = (text: string): string =>
    text.replaceAll(/http:\/\/(?:127\.0\.0\.1|localhost)(?=[:/]|$)/g, `http://${host}`);
  const functions = [...template.resources.values()].filter(({ type }) => type === 'AWS::Serverless::Function');
  return Object.fromEntries(
    functions.map(({ logicalId, properties: { Environment } }) => {
      const declared = isObject(Environment) && isObject(Environment.Variables) ? Environment.Variables : {};
      const values = Object.entries<unknown>({ ...declared, AWS_ENDPOINT_URL: endpoint });
      return [logicalId, Object.fromEntries(values.map(([name, value]) => [name, fromContainer(String(value))]))];
    }),
  );
}
