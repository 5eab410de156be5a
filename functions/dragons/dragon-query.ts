import { keyOf } from './catalog-record.ts';
import { dragonFields, filterFields, type FilterField } from './dragon.ts';
import { anyOf, contains, equals, greaterThan, selectFrom } from './sql.ts';

/** A question to the catalogue. All texts are folded. */
export interface DragonQuery {
  /** Combined with AND. */
  readonly filters: Readonly<Partial<Record<FilterField, string>>>;
  /** Text that the name or the description contains. */
  readonly text?: string;
  /** Only dragons whose folded name comes after this one. */
  readonly after?: string;
  /** How many dragons at most. */
  readonly limit: number;
}

/** The query as S3 Select SQL; both engines run exactly this. */
export function dragonSql({ filters, text, after, limit }: DragonQuery): string {
  return selectFrom(
    dragonFields,
    [
      ...filterFields.flatMap((field) => {
        const value = filters[field];
        return value === undefined ? [] : [equals(keyOf[field], value)];
      }),
      ...(text === undefined ? [] : [anyOf(contains(keyOf.dragonName, text), contains(keyOf.description, text))]),
      ...(after === undefined ? [] : [greaterThan(keyOf.dragonName, after)]),
    ],
    limit,
  );
}
