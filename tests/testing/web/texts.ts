import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A language of the page. */
export type Language = 'en' | 'de';

/** What stands for the `{names}` in a message; one that is not given may be anything. `count` chooses between plural forms. */
type Values = Readonly<Record<string, string | number>>;

const folder = join(import.meta.dirname, '../../../web/src/messages');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const messages: ReadonlyMap<string, unknown> = new Map(
  files.flatMap((file) => {
    const [area = '', language = ''] = file.split('.');
    const texts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    return Object.entries(texts).map(([key, text]) => [`${language}.${area}.${key}`, text] as [string, unknown]);
  }),
);

/**
 * A text of the page, as its message files have it.
 * @param key its area, a dot, its key
 * @returns what it matches as a whole; a pattern where values are missing
 */
export function text(key: string, values: Values = {}, language: Language = 'en'): string | RegExp {
  const message = formOf(key, values, language).replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    values[name] === undefined ? placeholder : values[name].toLocaleString(language),
  );
  if (!/\{\w+\}/.test(message)) return message;
  return new RegExp(`^${escaped(message).replaceAll(/\\\{\w+\\\}/g, '[^]*?')}$`);
}

/** A text without values that are missing, for where a pattern does not do. */
export function plainText(key: string, values: Values = {}, language: Language = 'en'): string {
  const found = text(key, values, language);
  if (typeof found !== 'string') throw new Error(`${key} needs values: ${found.source}`);
  return found;
}

function formOf(key: string, { count }: Values, language: Language): string {
  const message = messages.get(`${language}.${key}`);
  if (typeof message === 'string') return message;
  const form = new Intl.PluralRules(language).select(typeof count === 'number' ? count : 0);
  const found = (message as Record<string, string> | undefined)?.[form];
  if (found === undefined) throw new Error(`There is no message ${key} in ${language}.`);
  return found;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
