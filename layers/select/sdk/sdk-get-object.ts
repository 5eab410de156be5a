import { SelectError } from '../errors.ts';
import type { ObjectAnswer, ObjectPlace } from './get-object.ts';
import type { MiddlewareTarget } from './recorded-middleware.ts';

/** As much of a command of the AWS SDK as is used here. The SDK's types are not named: it need not be installed. */
export interface GetObjectCommand {
  readonly middlewareStack: MiddlewareTarget;
  resolveMiddleware(
    clientStack: unknown,
    configuration: unknown,
    options: unknown,
  ): (args: { input: ObjectPlace }) => Promise<{ output: ObjectAnswer; response: unknown }>;
}

/**
 * The SDK's command for an object. The SDK is loaded here and nowhere else, once somebody has a client of it.
 *
 * @throws SelectError `InternalError` when the SDK cannot be found
 */
export async function sdkGetObject(object: ObjectPlace): Promise<GetObjectCommand> {
  const sdk = await import('@aws-sdk/client-s3').catch((cause: unknown) => {
    throw new SelectError(
      'InternalError',
      '@aws-sdk/client-s3 cannot be loaded. Install it where @dragons/select is, or give selectObjectContent a function: ' +
        '(object) => s3.send(new GetObjectCommand(object)).',
      { cause },
    );
  });
  return new sdk.GetObjectCommand(object);
}
