import { isObject, type JsonObject } from '../../json.ts';
import type { GatewayBehaviour } from '../behaviour.ts';
import { Models } from '../validation/models.ts';
import type { Api, Operation } from './api-model.ts';
import { compileGatewayResponses } from './compile-gateway-responses.ts';
import { compileIntegration } from './compile-integration.ts';
import { SecuritySchemes } from './compile-security.ts';
import { compileValidation } from './compile-validation.ts';
import { DefinitionReader, type Spot } from './definition-reader.ts';
import { checkResponses } from './check-responses.ts';
import { checkDocument, checkPaths, refuseUnknownExtensions } from './import-rules.ts';

const anyMethod = 'x-amazon-apigateway-any-method';
const methods = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'] as const;

const rootExtensions = [
  'x-amazon-apigateway-request-validators',
  'x-amazon-apigateway-request-validator',
  'x-amazon-apigateway-gateway-responses',
  'x-amazon-apigateway-binary-media-types',
  'x-amazon-apigateway-api-key-source',
];
const operationExtensions = ['x-amazon-apigateway-integration', 'x-amazon-apigateway-request-validator'];

/** What the document alone does not say. */
export interface CompileSettings {
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly behaviour: GatewayBehaviour;
}

/**
 * Compiles an OpenAPI document: what is left to do per request is looking things up.
 * @throws DefinitionError with everything that is not simulated or that API Gateway would not import
 */
export function compileApi(definition: JsonObject, settings: CompileSettings): Api {
  const reader = new DefinitionReader(definition);
  const { root } = reader;
  checkDocument(reader);
  refuseUnknownExtensions(reader, root, rootExtensions);
  // HEADER is the default, and says nothing without API keys.
  const keySource = reader.at(root, 'x-amazon-apigateway-api-key-source');
  if (keySource.value !== undefined && keySource.value !== 'HEADER')
    reader.refuse(keySource, 'API keys are not simulated');

  const paths = reader.entries(reader.at(root, 'paths')).filter(([path]) => !path.startsWith('x-'));
  const resourcePaths = checkPaths(reader, paths);
  const models = new Models(reader, settings.behaviour.arrayLengthsInModels);
  const security = new SecuritySchemes(reader);
  const operations = paths.flatMap(([path, pathItem]) => {
    refuseUnknownExtensions(reader, pathItem, [anyMethod]);
    const trace = reader.at(pathItem, 'trace');
    if (trace.value !== undefined) reader.refuse(trace, 'API Gateway has no method TRACE');
    return [...methods, anyMethod].flatMap((key) => {
      const operation = reader.at(pathItem, key);
      return isObject(operation.value)
        ? compileOperation(reader, path, key, pathItem, operation, models, security, settings)
        : [];
    });
  });
  const api = {
    operations,
    resourcePaths,
    gatewayResponses: compileGatewayResponses(reader),
    binaryMediaTypes: binaryMediaTypes(reader),
  };
  reader.finish();
  return api;
}

function compileOperation(
  reader: DefinitionReader,
  path: string,
  key: string,
  pathItem: Spot,
  operation: Spot,
  models: Models,
  security: SecuritySchemes,
  { stageVariables }: CompileSettings,
): Operation[] {
  refuseUnknownExtensions(reader, operation, operationExtensions);
  checkResponses(reader, operation);
  const requirement = security.requirement(operation);
  const validation = compileValidation(reader, pathItem, operation, models);
  const integration = compileIntegration(reader, operation, stageVariables);
  if (integration === undefined) return [];
  return [
    {
      resourcePath: withoutTrailingSlash(path),
      method: key === anyMethod ? 'ANY' : key.toUpperCase(),
      operationId: reader.text(operation, 'operationId'),
      security: requirement,
      validation,
      integration,
    },
  ];
}

function binaryMediaTypes(reader: DefinitionReader): string[] {
  return reader.items(reader.at(reader.root, 'x-amazon-apigateway-binary-media-types')).flatMap((spot) => {
    if (typeof spot.value === 'string') return [spot.value.toLowerCase()];
    reader.refuse(spot, 'must be a media type');
    return [];
  });
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
