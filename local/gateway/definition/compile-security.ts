import { isObject } from '../../json.ts';
import type { AuthorizerDefinition, SecurityRequirement } from './api-model.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';
import { refuseUnknownExtensions } from './import-rules.ts';

/** The security schemes that operations may name; schemes that nobody names are documentation. */
export class SecuritySchemes {
  readonly #reader: DefinitionReader;
  readonly #schemes: Spot;
  readonly #compiled = new Map<string, AuthorizerDefinition | undefined>();

  constructor(reader: DefinitionReader) {
    this.#reader = reader;
    this.#schemes = reader.at(reader.at(reader.root, 'components'), 'securitySchemes');
  }

  /**
   * What an operation requires. Without `security` of its own the document's applies: the documentation says that it is not used,
   * recordings show that it is.
   */
  requirement(operation: Spot): SecurityRequirement | undefined {
    const reader = this.#reader;
    const own = reader.at(operation, 'security');
    const spot = own.value === undefined ? reader.at(reader.root, 'security') : own;
    const alternatives = reader.items(spot);
    const [first, ...others] = alternatives;
    if (first === undefined) return undefined;
    const schemes = reader.entries(first);
    const [scheme, ...together] = schemes;
    if (scheme === undefined || others.length > 0 || together.length > 0) {
      reader.refuse(
        spot,
        'a method has exactly one authorizer; alternatives, combinations and optional security are not possible',
      );
      return undefined;
    }
    const authorizer = this.#authorizer(scheme[0], first);
    const scopes = reader.items(scheme[1]).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    return authorizer === undefined ? undefined : { authorizer, scopes };
  }

  #authorizer(name: string, usedAt: Spot): AuthorizerDefinition | undefined {
    if (!this.#compiled.has(name)) this.#compiled.set(name, this.#compile(name, usedAt));
    return this.#compiled.get(name);
  }

  #compile(name: string, usedAt: Spot): AuthorizerDefinition | undefined {
    const reader = this.#reader;
    const scheme = reader.at(this.#schemes, name);
    if (!isObject(scheme.value)) {
      reader.refuse(usedAt, `security scheme ${name} is not declared`);
      return undefined;
    }
    refuseUnknownExtensions(reader, scheme, ['x-amazon-apigateway-authtype', 'x-amazon-apigateway-authorizer']);
    const authorizer = reader.at(scheme, 'x-amazon-apigateway-authorizer');
    const problem = schemeProblem(
      reader.text(scheme, 'type'),
      reader.text(scheme, 'x-amazon-apigateway-authtype'),
      reader.text(authorizer, 'type'),
    );
    if (problem !== undefined) {
      reader.refuse(scheme, problem);
      return undefined;
    }
    return this.#cognito(name, scheme, authorizer);
  }

  #cognito(name: string, scheme: Spot, authorizer: Spot): AuthorizerDefinition | undefined {
    const reader = this.#reader;
    const headerName = reader.text(scheme, 'name') ?? '';
    if (reader.text(scheme, 'in') !== 'header' || headerName === '') {
      reader.refuse(scheme, 'a Cognito authorizer takes its token from a header: needs in: header and name');
    }
    const arns = reader.at(authorizer, 'providerARNs');
    const providerArns = reader.items(arns).map(({ value }) => value);
    const isArn = (value: unknown): value is string =>
      typeof value === 'string' && /^arn:[\w-]+:cognito-idp:/.test(value);
    if (providerArns.length === 0 || !providerArns.every(isArn)) {
      reader.refuse(arns, `must list the ARNs of user pools, is ${JSON.stringify(arns.value)}`);
      return undefined;
    }
    const expression = reader.text(authorizer, 'identityValidationExpression');
    return {
      name,
      headerName: headerName.toLowerCase(),
      providerArns,
      identityValidation: expression === undefined ? undefined : this.#regularExpression(authorizer, expression),
    };
  }

  #regularExpression(authorizer: Spot, expression: string): RegExp | undefined {
    try {
      return new RegExp(`^(?:${expression})$`);
    } catch {
      this.#reader.refuse(
        this.#reader.at(authorizer, 'identityValidationExpression'),
        `${expression} is not a regular expression`,
      );
      return undefined;
    }
  }
}

/** Why a security scheme cannot be used; undefined when it is a Cognito authorizer. */
function schemeProblem(
  type: string | undefined,
  authType: string | undefined,
  authorizerType: string | undefined,
): string | undefined {
  if (type !== 'apiKey') {
    return `type ${String(type)}: a REST API imports only apiKey with x-amazon-apigateway-authorizer`;
  }
  if (authType === undefined && authorizerType === undefined) return 'API keys and usage plans are not simulated';
  if (authType?.toLowerCase() === 'awssigv4') return 'IAM authorization (awsSigv4) is not simulated';
  if (authType === 'cognito_user_pools' && authorizerType === 'cognito_user_pools') return undefined;
  return `Lambda authorizers (${String(authorizerType ?? authType)}) are not simulated, only cognito_user_pools`;
}
