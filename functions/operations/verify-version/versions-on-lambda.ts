import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { isRecord } from '@dragons/core';
import type { InvokeVersion } from './versions.ts';

/** Invokes versions on Lambda. */
export function versionsOnLambda(client: LambdaClient): InvokeVersion {
  return async ({ functionName, version }, event, abortSignal) => {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Qualifier: version, Payload: JSON.stringify(event) }),
      { abortSignal },
    );
    const payload = parsed(Payload?.transformToString() ?? '');
    if (FunctionError === undefined) return { type: 'returned', payload };
    const errorType = isRecord(payload) ? payload.errorType : undefined;
    return { type: 'failed', errorType: typeof errorType === 'string' ? errorType : FunctionError };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
