import { computed, signal } from '@preact/signals';
import { browserStore } from '../storage.ts';
import browseDe from './browse.de.json';
import browseEn from './browse.en.json';
import commonDe from './common.de.json';
import commonEn from './common.en.json';
import dragonDe from './dragon.de.json';
import dragonEn from './dragon.en.json';
import mapDe from './map.de.json';
import mapEn from './map.en.json';
import reportDe from './report.de.json';
import reportEn from './report.en.json';

const english = { common: commonEn, browse: browseEn, dragon: dragonEn, map: mapEn, report: reportEn };
const texts = {
  en: english,
  de: { common: commonDe, browse: browseDe, dragon: dragonDe, map: mapDe, report: reportDe },
};

type Areas = typeof english;

/** A language that the page speaks. */
export type Language = keyof typeof texts;

/** The name of a message: the file that it stands in, a dot, its key there. */
export type MessageKey = { [Area in keyof Areas]: `${Area}.${Extract<keyof Areas[Area], string>}` }[keyof Areas];

/** What stands for the `{names}` in a message. `count` also chooses between its plural forms. */
export type MessageValues = Readonly<Record<string, string | number>>;

const storageKey = 'dragons.language';

/** The languages that can be chosen, with their own names. */
export const languages: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** The language that is spoken now. */
export const language = signal<Language>(firstLanguage());

/** For `Intl`: the browser's own variant of the language (`de-AT`), where it has one. */
export const locale = computed(
  () =>
    navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language.value && isForIntl(tag)) ??
    language.value,
);

/** A browser may take its language from the system and name what `Intl` throws at, such as `en-US@posix`. */
function isForIntl(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** Speaks another language from now on, and after the next start. */
export function speak(next: Language): void {
  language.value = next;
  browserStore.set(storageKey, next);
}

/** A message in the language that is spoken now. Plain text: it is for text nodes and attributes, never for markup. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  return filledIn(formOf(key, values), values);
}

function formOf(key: MessageKey, { count }: MessageValues): string {
  const [area = '', ...rest] = key.split('.');
  const areas: Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>> =
    texts[language.value];
  const message = areas[area]?.[rest.join('.')] ?? key;
  if (typeof message === 'string') return message;
  const form = new Intl.PluralRules(language.value).select(typeof count === 'number' ? count : 0);
  return message[form] ?? message.other ?? key;
}

function filledIn(message: string, values: MessageValues): string {
  return message.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? value.toLocaleString(locale.value) : value;
  });
}

/** The one chosen before; else the first of the browser's languages that the page speaks; else English. */
function firstLanguage(): Language {
  const wanted = [browserStore.get(storageKey) ?? '', ...navigator.languages];
  return wanted.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}

function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(texts, tag);
}
