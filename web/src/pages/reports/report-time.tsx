import { locale } from '../../messages/messages.ts';

/** A moment that the API names, as the person writes it. */
export function ReportTime({ at }: { readonly at: string }) {
  return <time dateTime={at}>{momentText(Date.parse(at)) ?? at}</time>;
}

/** A moment as the person writes it, in their time zone. @param at in milliseconds since 1970; undefined is given back for what is none */
export function momentText(at: number): string | undefined {
  if (Number.isNaN(at)) return undefined;
  return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
