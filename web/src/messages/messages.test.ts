import { afterEach, describe, expect, it } from 'vitest';
import { language, languages, t } from './messages.ts';

type Messages = Record<string, string | Record<string, string>>;

const files = Object.fromEntries(
  Object.entries(import.meta.glob<Messages>('./*.json', { eager: true, import: 'default' })).map(([path, content]) => [
    path.replace(/^\.\/|\.json$/g, ''),
    content,
  ]),
);
const areas = [...new Set(Object.keys(files).map((file) => file.split('.')[0] ?? ''))];
const messages = (area: string, code: string): Messages => files[`${area}.${code}`] ?? {};

/** The forms of a message, which a plural has several of. */
const formsOf = (message: string | Record<string, string>): Record<string, string> =>
  typeof message === 'string' ? { other: message } : message;
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

afterEach(() => {
  language.value = 'en';
});

it('every area of messages is there in every language', () => {
  expect(Object.keys(files).sort()).toEqual(
    areas.flatMap((area) => Object.keys(languages).map((code) => `${area}.${code}`)).sort(),
  );
});

describe.each(areas)('the messages %s', (area) => {
  const english = messages(area, 'en');
  const german = messages(area, 'de');

  it('are the same in every language', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  it('are filled in with the same values in every language', () => {
    for (const [key, message] of Object.entries(english)) {
      expect(placeholders(formsOf(german[key] ?? '').other ?? ''), key).toEqual(
        placeholders(formsOf(message).other ?? ''),
      );
    }
  });

  it.each(Object.keys(languages))('have all plural forms in %s, and no empty text', (code) => {
    for (const [key, message] of Object.entries(messages(area, code))) {
      const forms = formsOf(message);
      expect(
        Object.values(forms).every((text) => text.trim() !== ''),
        key,
      ).toBe(true);
      if (typeof message !== 'string') {
        expect(Object.keys(forms).sort(), key).toEqual(
          new Intl.PluralRules(code).resolvedOptions().pluralCategories.sort(),
        );
      }
    }
  });
});

describe('a message', () => {
  it('is in the language that is spoken now', () => {
    expect(t('common.signOut')).toBe('Sign out');
    language.value = 'de';
    expect(t('common.signOut')).toBe('Abmelden');
  });

  it('takes values, and never looks for placeholders in them', () => {
    expect(t('common.signedInAs', { name: '{name} <b>$&' })).toBe('Signed in as {name} <b>$&');
  });

  it('has the plural form of its count', () => {
    expect([1, 2, 0].map((count) => t('common.waiting', { count }))).toEqual([
      'Asking again in 1 second …',
      'Asking again in 2 seconds …',
      'Asking again in 0 seconds …',
    ]);
  });

  it('writes numbers as the language does', () => {
    language.value = 'de';
    expect(t('common.waiting', { count: 12_345 })).toContain('12.345');
  });
});

describe('the page', () => {
  const sources = Object.values(
    import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], {
      eager: true,
      import: 'default',
      query: '?raw',
    }),
  );
  const keys = areas.flatMap((area) => Object.keys(messages(area, 'en')).map((key) => `${area}.${key}`));
  /** All that is quoted, and what `t` is called with that is put together, such as `report.status.${status}`. */
  const literals = new Set(sources.flatMap((source) => matchesOf(source, /'([\w.-]+)'/g)));
  const templates = sources.flatMap((source) => matchesOf(source, /\bt\(\s*`([^`]+)`/g)).map(expressionOf);

  it('says each of its messages somewhere', () => {
    const isSaid = (key: string) => literals.has(key) || templates.some((template) => template.test(key));
    expect(keys.filter((key) => !isSaid(key))).toEqual([]);
  });
});

function matchesOf(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, match = '']) => match);
}

/** The keys that a template literal may come to. */
function expressionOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', String.raw`\.`).replaceAll(/\$\{[^}]*\}/g, '[^.]+')}$`);
}
