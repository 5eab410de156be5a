import { locale } from '../../messages/messages.ts';

/** A moment that the API names, as the person writes it, in their time zone. */
export function ReportTime({ at }: { readonly at: string }) {
  const moment = new Date(at);
  const format = new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' });
  // A day that is none is shown as it came.
  return <time dateTime={at}>{Number.isNaN(moment.getTime()) ? at : format.format(moment)}</time>;
}
