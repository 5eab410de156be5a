/** Markup that may be sent as it is. */
export class Markup {
  readonly text: string;

  /** @param text markup whose parts were all escaped, or written by us */
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: texts and numbers are escaped, lists are joined, `undefined` and false vanish. */
export type Content = Markup | string | number | false | undefined | readonly Content[];

/** A template literal for markup: everything put into it is escaped, except what is markup already. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''));
}

function render(value: Content): string {
  if (value instanceof Markup) return value.text;
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return value.map(render).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
