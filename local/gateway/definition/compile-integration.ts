import { limits } from '../limits.ts';
import type { Integration, LambdaIntegration } from './api-model.ts';
import { compileMock } from './compile-mock.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';

/** Members of an integration that change what happens and are not simulated, whatever its type. */
const notSimulated: readonly [string, string][] = [
  ['credentials', 'invoking with a role (credentials) is not simulated; grant it with an AWS::Lambda::Permission'],
  ['connectionId', 'VPC links are not simulated'],
  ['integrationTarget', 'VPC links are not simulated'],
  ['tlsConfig', 'tlsConfig is not simulated'],
  ['contentHandling', 'contentHandling is not simulated'],
  ['requestParameters', 'request parameter mapping is not simulated'],
];

/** @returns undefined when the integration was refused */
export function compileIntegration(
  reader: DefinitionReader,
  operation: Spot,
  stageVariables: Readonly<Record<string, string>>,
): Integration | undefined {
  const integration = reader.at(operation, 'x-amazon-apigateway-integration');
  if (integration.value === undefined) {
    reader.refuse(
      operation,
      'has no x-amazon-apigateway-integration; API Gateway does not deploy a method without one',
    );
    return undefined;
  }
  for (const [key, message] of notSimulated) {
    const spot = reader.at(integration, key);
    if (spot.value !== undefined) reader.refuse(spot, message);
  }
  if (reader.text(integration, 'connectionType') === 'VPC_LINK')
    reader.refuse(integration, 'VPC links are not simulated');
  if (reader.items(reader.at(integration, 'cacheKeyParameters')).length > 0)
    reader.refuse(integration, 'caching is not simulated');
  if (reader.text(integration, 'responseTransferMode')?.toUpperCase() === 'STREAM') {
    reader.refuse(integration, 'response streaming is not simulated');
  }
  const type = reader.text(integration, 'type')?.toLowerCase();
  if (type === 'aws_proxy') return compileLambda(reader, integration, stageVariables);
  if (type === 'mock') return compileMock(reader, integration, reader.at(operation, 'responses'));
  reader.refuse(
    reader.at(integration, 'type'),
    `integrations of type ${String(type)} are not simulated, only aws_proxy and mock`,
  );
  return undefined;
}

function compileLambda(
  reader: DefinitionReader,
  integration: Spot,
  stageVariables: Readonly<Record<string, string>>,
): LambdaIntegration | undefined {
  const uri = (reader.text(integration, 'uri') ?? '').replace(/\$\{stageVariables\.(\w+)\}/g, (_all, name: string) => {
    if (stageVariables[name] === undefined)
      reader.refuse(reader.at(integration, 'uri'), `stage variable ${name} has no value`);
    return stageVariables[name] ?? '';
  });
  const [, functionArn] =
    /^arn:[\w-]+:apigateway:[\w-]+:lambda:path\/2015-03-31\/functions\/(arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[^/]+)\/invocations$/.exec(
      uri,
    ) ?? [];
  if (functionArn === undefined) {
    const why = uri.endsWith('/response-streaming-invocations')
      ? 'response streaming is not simulated'
      : `${uri} is not the uri of a Lambda function`;
    reader.refuse(
      reader.at(integration, 'uri'),
      `${why}; expected arn:…:lambda:path/2015-03-31/functions/<function ARN>/invocations`,
    );
    return undefined;
  }
  const httpMethod = reader.text(integration, 'httpMethod');
  if (httpMethod === undefined) reader.refuse(integration, 'httpMethod is missing; Lambda integrations need POST');
  return {
    kind: 'lambda',
    functionArn,
    httpMethod: httpMethod ?? 'POST',
    timeoutMillis: timeoutMillis(reader, integration),
  };
}

function timeoutMillis(reader: DefinitionReader, integration: Spot): number {
  const spot = reader.at(integration, 'timeoutInMillis');
  const { least, most } = limits.integrationTimeoutMillis;
  if (spot.value === undefined) return most;
  const millis = Number(spot.value);
  if (Number.isInteger(millis) && millis >= least && millis <= most) return millis;
  reader.refuse(spot, `must be between ${least} and ${most}`);
  return most;
}
