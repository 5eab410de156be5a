import type { GatewayOptions, MethodSetting, UserPool } from '../gateway/index.ts';
import { invokePermissions } from './invoke-permissions.ts';
import { isObject } from '../json.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { Cognito } from '../services/cognito/index.ts';
import type { ResolvedTemplate, TemplateResource } from '../template/model.ts';

/** The API of a template; undefined when it has none. */
export function apiOf(template: ResolvedTemplate): TemplateResource | undefined {
  return [...template.resources.values()].find(({ type }) => type === 'AWS::Serverless::Api');
}

/** What a gateway for a template's API is made of. */
export function apiOptions(
  template: ResolvedTemplate,
  api: TemplateResource,
  invoker: FunctionInvoker,
  cognito: Cognito,
  onRequest: NonNullable<GatewayOptions['onRequest']>,
): GatewayOptions {
  const { DefinitionBody, StageName, Variables, MethodSettings } = api.properties;
  return {
    definition: isObject(DefinitionBody) ? DefinitionBody : {},
    apiId: api.ref,
    stageName: typeof StageName === 'string' ? StageName : '',
    // The stack's address has no stage in it.
    basePath: '',
    accountId: template.accountId,
    region: template.region,
    stageVariables: isObject(Variables)
      ? Object.fromEntries(
          Object.entries(Variables).map(([name, value]) => [
            name,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        )
      : {},
    methodSettings: Array.isArray(MethodSettings) ? MethodSettings.flatMap(methodSetting) : [],
    invoker,
    mayInvoke: invokePermissions(template, 'apigateway.amazonaws.com'),
    userPoolKeys: async (providerArn): Promise<UserPool> => ({
      issuer: cognito.issuer(providerArn),
      keys: await cognito.verificationKeys(providerArn),
    }),
    onRequest,
  };
}

function methodSetting(setting: unknown): MethodSetting[] {
  if (!isObject(setting)) return [];
  const { ResourcePath, HttpMethod, ThrottlingRateLimit, ThrottlingBurstLimit } = setting;
  return [
    {
      resourcePath: typeof ResourcePath === 'string' ? ResourcePath : '/*',
      httpMethod: typeof HttpMethod === 'string' ? HttpMethod : '*',
      ...(ThrottlingRateLimit === undefined ? {} : { throttlingRateLimit: Number(ThrottlingRateLimit) }),
      ...(ThrottlingBurstLimit === undefined ? {} : { throttlingBurstLimit: Number(ThrottlingBurstLimit) }),
    },
  ];
}
