/** The function that a caller names, and the version or alias of it. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier: string | undefined;
}

/**
 * Reads what Lambda's `Invoke` takes as `FunctionName`: a name, `account:function:name`, or an ARN, each with or without a
 * version or alias behind it (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html).
 */
export function functionReference(text: string): FunctionReference {
  const parts = text.split(':');
  const position = parts.indexOf('function');
  const [name = '', qualifier] = parts.length > 2 && position !== -1 ? parts.slice(position + 1) : parts;
  return { name, qualifier };
}
