import type { AuthorizerDefinition } from '../definition/api-model.ts';
import type { GatewayBehaviour } from '../behaviour.ts';
import type { CallerClaims } from '../request/context-variables.ts';
import type { GatewayRequest } from '../request/gateway-request.ts';
import { granted, refused, type Outcome } from '../responses/refusal.ts';
import type { TokenVerifier, Verification, VerifiedToken } from './token-verifier.ts';

/**
 * Decides like a Cognito user pool authorizer: a method without scopes takes ID tokens, a method with scopes takes access tokens
 * that carry any one of them. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export class CognitoAuthorizer {
  readonly #definition: AuthorizerDefinition;
  readonly #verifier: TokenVerifier;
  readonly #behaviour: GatewayBehaviour;

  constructor(definition: AuthorizerDefinition, verifier: TokenVerifier, behaviour: GatewayBehaviour) {
    this.#definition = definition;
    this.#verifier = verifier;
    this.#behaviour = behaviour;
  }

  /** @param scopes the method's scopes; empty for none */
  async authorize(request: GatewayRequest, scopes: readonly string[]): Promise<Outcome<CallerClaims>> {
    const { headerName } = this.#definition;
    const token = request.headers
      .get(headerName)
      ?.replace(/^Bearer +/i, '')
      .trim();
    if (token === undefined || token === '') return unauthorized(`the header ${headerName} is missing or empty`);

    let verification: Verification;
    try {
      verification = await this.#verifier.verify(token);
    } catch (cause) {
      return refused({ type: 'AUTHORIZER_CONFIGURATION_ERROR', cause });
    }
    if (!verification.valid) {
      const message = verification.expired ? { message: 'The incoming token has expired' } : {};
      return refused({ type: 'UNAUTHORIZED', ...message, cause: verification.reason });
    }
    return this.#permit(verification.token, scopes);
  }

  #permit(token: VerifiedToken, scopes: readonly string[]): Outcome<CallerClaims> {
    const { identityValidation } = this.#definition;
    const expected = scopes.length > 0 ? 'access' : 'id';
    if (token.use !== expected)
      return unauthorized(`the method needs an ${expected} token, this is an ${token.use} token`);
    if (identityValidation !== undefined && !identityValidation.test(token.audience ?? '')) {
      return unauthorized('the audience does not match identityValidationExpression');
    }
    if (scopes.length > 0 && !scopes.some((scope) => token.scopes.has(scope))) {
      const cause = `the token has none of the scopes ${scopes.join(', ')}`;
      if (this.#behaviour.scopeMismatchStatus === 401) return unauthorized(cause);
      return refused({ type: 'ACCESS_DENIED', cause });
    }
    return granted({ claims: token.claims });
  }
}

function unauthorized(cause: string): Outcome<never> {
  return refused({ type: 'UNAUTHORIZED', cause });
}
