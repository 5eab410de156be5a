/** The command line cannot be understood, or asks for what does not go together. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The bytes that `--scan-range` names: `START-END`, `START-` or `-N`. */
export function scanRangeOf(text: string): { Start?: number; End?: number } {
  const [, start = '', end = ''] = /^(\d{0,15})-(\d{0,15})$/.exec(text) ?? [];
  if (start === '' && end === '') throw new UsageError(`--scan-range is START-END, START- or -N, not "${text}"`);
  if (start !== '' && end !== '' && Number(start) > Number(end)) {
    throw new UsageError(`--scan-range ${text} ends before it begins`);
  }
  return { ...(start !== '' && { Start: Number(start) }), ...(end !== '' && { End: Number(end) }) };
}

/** What a value stands for that is one of some words. */
export function oneOf<T>(option: string, value: string, choices: Record<string, T>): T {
  const choice = Object.entries(choices).find(([name]) => name === value.toLowerCase());
  if (choice) return choice[1];
  throw new UsageError(`--${option} is one of ${Object.keys(choices).join(', ')}, not "${value}"`);
}

/** One character as it was typed. */
export function character(option: string, value: string | undefined): string | undefined {
  const found = characterOrNone(option, value);
  if (found === '') throw new UsageError(`--${option} must not be empty`);
  return found;
}

/** One character as it was typed, or nothing. */
export function characterOrNone(option: string, value: string | undefined): string | undefined {
  const found = characters(value);
  if (found === undefined || Array.from(found).length <= 1) return found;
  throw new UsageError(`--${option} is a single character, not "${value ?? ''}"`);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
]);

/** Characters as they were typed: a shell makes no tab of `\t`. */
export function characters(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\(.)/g, (_, letter: string) => escapes.get(letter) ?? letter);
}
