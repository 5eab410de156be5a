/**
 * Points on which the documentation of API Gateway is silent or sources disagree.
 * The defaults are the stricter reading, so that what works here works there.
 */
export interface GatewayBehaviour {
  /** Answer to a valid access token without any of the method's scopes. AWS says 401, one emulator 403. Default 401. */
  readonly scopeMismatchStatus: 401 | 403;
  /** Whether a required header must be spelled as in the contract. "Processed case-sensitively", say the known issues. Default true. */
  readonly caseSensitiveHeaderValidation: boolean;
  /** Whether `minItems`, `maxItems` and `uniqueItems` of a model are enforced. Documentation says no, users say yes. Default true. */
  readonly arrayLengthsInModels: boolean;
  /** Whether a number may be a header value in a Lambda proxy response. Default false (502). */
  readonly numericHeaderValues: boolean;
}

export const defaultBehaviour: GatewayBehaviour = {
  scopeMismatchStatus: 401,
  caseSensitiveHeaderValidation: true,
  arrayLengthsInModels: true,
  numericHeaderValues: false,
};
