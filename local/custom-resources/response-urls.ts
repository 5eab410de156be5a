import { randomBytes } from 'node:crypto';
import { ServiceError } from '../services/service-error.ts';
import type { AwsService } from '../services/service.ts';

/** No bucket's name begins with an underscore, so this is no object's address. */
const prefix = '/_cloudformation/responses/';

/** The addresses that functions answer to. */
export interface ResponseUrls {
  readonly service: AwsService;
  /**
   * Makes an address that nobody can guess and that takes one PUT.
   * @param receive called with the body
   * @returns its path, and what makes it invalid
   */
  open(receive: (body: Buffer) => void): { readonly path: string; readonly close: () => void };
}

/**
 * Makes addresses like the presigned S3 URLs of CloudFormation: they take a PUT without a signature, with any content type or none, and
 * say nothing about the body.
 */
export function responseUrls(): ResponseUrls {
  const receivers = new Map<string, (body: Buffer) => void>();
  return {
    service: {
      // Nobody signs for it: requests are told by their path.
      signingName: 'cloudformation-responses',
      claims: ({ path }) => path.startsWith(prefix),
      allowsAnonymous: () => false,
      async handle(request) {
        const receive = request.method === 'PUT' ? receivers.get(request.path) : undefined;
        if (receive === undefined)
          throw new ServiceError('AccessDenied', 'This address takes one PUT, while a custom resource is waited for.', {
            status: 403,
          });
        receivers.delete(request.path);
        receive(request.body);
        return { status: 200, headers: {}, body: '' };
      },
    },
    open(receive) {
      const path = prefix + randomBytes(32).toString('base64url');
      receivers.set(path, receive);
      return { path, close: () => void receivers.delete(path) };
    },
  };
}
