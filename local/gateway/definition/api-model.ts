import type { ValueSource } from '../mapping/value-source.ts';
import type { Template } from '../mapping/template.ts';
import type { ModelValidator } from '../validation/models.ts';

/** The compiled form of an OpenAPI document. */
export interface Api {
  readonly operations: readonly Operation[];
  /** Every resource of the API, also those without a method, such as `/a` of `/a/b`. */
  readonly resourcePaths: readonly string[];
  readonly gatewayResponses: ReadonlyMap<string, CustomGatewayResponse>;
  readonly binaryMediaTypes: readonly string[];
}

export interface Operation {
  readonly resourcePath: string;
  /** Upper case; `ANY` for `x-amazon-apigateway-any-method`. */
  readonly method: string;
  readonly operationId: string | undefined;
  readonly security: SecurityRequirement | undefined;
  readonly validation: RequestValidation;
  readonly integration: Integration;
}

export interface SecurityRequirement {
  readonly authorizer: AuthorizerDefinition;
  readonly scopes: readonly string[];
}

/** A security scheme with `x-amazon-apigateway-authtype: cognito_user_pools`. */
export interface AuthorizerDefinition {
  readonly name: string;
  /** The header that holds the token, in lower case. */
  readonly headerName: string;
  readonly providerArns: readonly string[];
  /** Must match the `aud` claim when given. */
  readonly identityValidation: RegExp | undefined;
}

export interface RequiredParameter {
  readonly in: 'header' | 'path' | 'querystring';
  readonly name: string;
}

export interface RequestValidation {
  /** In the order in which a refusal lists them; empty when parameters are not validated. */
  readonly requiredParameters: readonly RequiredParameter[];
  /** By media type; undefined when bodies are not validated. */
  readonly bodyModels: ReadonlyMap<string, ModelValidator> | undefined;
}

export type Integration = LambdaIntegration | MockIntegration;

export interface LambdaIntegration {
  readonly kind: 'lambda';
  readonly functionArn: string;
  /** Lambda answers only to POST; anything else ends in a 500 on AWS as well. */
  readonly httpMethod: string;
  readonly timeoutMillis: number;
}

export interface MockIntegration {
  readonly kind: 'mock';
  /** By media type. */
  readonly requestTemplates: ReadonlyMap<string, Template>;
  readonly passthrough: 'when_no_match' | 'when_no_templates' | 'never';
  /** In the order of the document; `default` is not among them. */
  readonly responses: readonly MockResponse[];
  readonly fallback: MockResponse | undefined;
}

export interface MockResponse {
  /** What the integration's status must match; undefined for `default`. */
  readonly selection: RegExp | undefined;
  readonly status: number;
  readonly headers: readonly HeaderMapping[];
  /** By media type. */
  readonly templates: ReadonlyMap<string, Template>;
}

export interface HeaderMapping {
  readonly name: string;
  readonly value: ValueSource;
}

/** An entry of `x-amazon-apigateway-gateway-responses`. */
export interface CustomGatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly HeaderMapping[];
  /** By media type; the texts know variables, but no directives. */
  readonly templates: ReadonlyMap<string, string>;
}
