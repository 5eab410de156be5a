import { notLoaded } from '../optional-package.ts';
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
  try {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    return new GetObjectCommand(object);
  } catch (error) {
    const packages = ['@aws-sdk/client-s3'];
    throw notLoaded(error, { code: 'InternalError', purpose: 'Sending SelectObjectContentCommand', packages });
  }
}
