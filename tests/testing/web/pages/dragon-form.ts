import type { Locator } from 'playwright-core';
import type { Visitor } from '../visitor.ts';

/** What can be typed about a dragon. */
export type FormValues = Readonly<
  Partial<
    Record<'dragonName' | 'family' | 'description' | 'neighborhood' | 'city' | 'state' | 'country' | 'phone', string>
  >
>;

/** A dragon that a form takes. */
export function formValues(dragonName: string, more: FormValues = {}): FormValues {
  return {
    dragonName,
    family: 'Green',
    description: 'Counts the ships.',
    neighborhood: 'harbour',
    city: 'seattle',
    state: 'washington',
    country: 'usa',
    phone: '+15555550199',
    ...more,
  };
}

/** The form with which dragons are reported, and changed. */
export class DragonForm {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  get send(): Locator {
    return this.#visitor.named('button', 'report.form.send');
  }

  get save(): Locator {
    return this.#visitor.named('button', 'dragon.edit.save');
  }

  /** What is wrong with the form, as a list of links to its fields. @param count of the things that are wrong */
  faults(count: number): Locator {
    return this.#visitor.named('group', 'dragon.summary', { count });
  }

  field(name: keyof FormValues): Locator {
    const key = name === 'phone' ? 'report.field.phone' : `dragon.field.${name}`;
    return this.#visitor.page.getByRole('main').getByLabel(this.#visitor.text(key), { exact: true });
  }

  async fill(values: FormValues): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name as keyof FormValues).fill(value);
  }

  /** What stands in the form. @param like fields of these names are read */
  async values(like: FormValues): Promise<FormValues> {
    const entries = Object.keys(like).map(
      async (name) => [name, await this.field(name as keyof FormValues).inputValue()] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
}
