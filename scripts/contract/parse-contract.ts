import { relative } from 'node:path';
import { parse, YAMLParseError } from 'yaml';

/** The contract is no YAML: the message begins with the place, as editors and terminals follow it. */
export class ContractSyntaxError extends Error {
  override readonly name = 'ContractSyntaxError';
}

/**
 * Parses a contract.
 * @param file where its text is from
 * @throws ContractSyntaxError
 */
export function parseContract(file: string, source: string): unknown {
  try {
    return parse(source, { prettyErrors: true });
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    const [{ line, col }] = cause.linePos ?? [{ line: 1, col: 1 }];
    const message = cause.message.replace(` at line ${line}, column ${col}`, '');
    throw new ContractSyntaxError(`${relative(process.cwd(), file)}:${line}:${col}: ${message}`, { cause });
  }
}
