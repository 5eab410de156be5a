import type { InputSerialization, OutputSerialization } from '../request/select-request.ts';
import type { SelectObjectContentInput, SelectObjectContentOutput } from './answer.ts';
import type { ObjectAnswer, ObjectPlace } from './get-object.ts';
import { RecordedMiddleware } from './recorded-middleware.ts';
import { runSelect } from './run-select.ts';
import { sdkGetObject } from './sdk-get-object.ts';

/**
 * The input of `SelectObjectContentCommand`, here and in the AWS SDK: six fields have to be said, if only as undefined.
 *
 * They are written out, because `Required` would take the undefined away where a program is compiled without
 * `exactOptionalPropertyTypes`.
 */
export interface SelectObjectContentCommandInput extends SelectObjectContentInput {
  Bucket: string | undefined;
  Key: string | undefined;
  Expression: string | undefined;
  ExpressionType: 'SQL' | undefined;
  InputSerialization: InputSerialization | undefined;
  OutputSerialization: OutputSerialization | undefined;
}

/** The answer to `SelectObjectContentCommand`, here and in the AWS SDK. */
export type SelectObjectContentCommandOutput = SelectObjectContentOutput;

/**
 * The AWS SDK's `SelectObjectContentCommand`, run on GetObject: `await s3.send(new SelectObjectContentCommand(input))`.
 *
 * Each call of GetObject goes through the client that this is sent with: its region, credentials, retries and middleware
 * apply, and so do the options of `send`, such as `abortSignal`. Middleware sees a GetObjectCommand, and needs `s3:GetObject`.
 */
export class SelectObjectContentCommand {
  readonly input: SelectObjectContentCommandInput;
  readonly middlewareStack: RecordedMiddleware = new RecordedMiddleware();
  /** The SDK's commands may have one; `send` with a callback infers the types of the answer only from what could have one, too. */
  declare readonly schema?: undefined;

  constructor(input: SelectObjectContentCommandInput) {
    this.input = input;
  }

  /** What `send` of a client calls. A client may keep the result for other commands, so the input comes with the call. */
  resolveMiddleware(
    clientStack: unknown,
    configuration: unknown,
    options: unknown,
  ): (args: {
    input: SelectObjectContentCommandInput;
  }) => Promise<{ output: SelectObjectContentCommandOutput; response: undefined }> {
    const getObject = async (object: ObjectPlace): Promise<ObjectAnswer> => {
      const command = await sdkGetObject(object);
      command.middlewareStack.use(this.middlewareStack);
      const { output } = await command.resolveMiddleware(clientStack, configuration, options)({ input: object });
      return output;
    };
    return async ({ input }) => ({ output: await runSelect(getObject, input), response: undefined });
  }
}
