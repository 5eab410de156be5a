import type { Dragon } from '../../api/api.ts';
import { dragonFields, type DragonField } from '../../parts/dragon-form/dragon.ts';

/** Whose text of a field is meant: that of the person here, or that of whoever changed the dragon meanwhile. */
export type Side = 'mine' | 'theirs';

/** What was decided, field by field; what is not decided yet is not there. */
export type Choices = Readonly<Partial<Record<DragonField, Side>>>;

/** A field in two versions of a dragon that were made from a third one. */
export interface FieldDifference {
  readonly field: DragonField;
  readonly mine: string;
  readonly theirs: string;
  readonly differs: boolean;
  /** Who changed it, as far as it differs. */
  readonly changedBy: Side | 'both' | undefined;
}

/** Two versions side by side, field by field. @param base the version that both were made from */
export function differencesOf(base: Dragon, mine: Dragon, theirs: Dragon): readonly FieldDifference[] {
  return dragonFields.map((field) => {
    const differs = !isSame(field, mine, theirs);
    return {
      field,
      mine: mine[field],
      theirs: theirs[field],
      differs,
      changedBy: differs ? changedBy(!isSame(field, base, mine), !isSame(field, base, theirs)) : undefined,
    };
  });
}

/** What goes without saying: where only one side changed something, that is wanted. Where both did, somebody must decide. */
export function firstChoices(differences: readonly FieldDifference[]): Choices {
  return Object.fromEntries(
    differences.flatMap(({ field, changedBy }) =>
      changedBy === undefined || changedBy === 'both' ? [] : [[field, changedBy]],
    ),
  );
}

/** The fields that nobody decided about yet. */
export function undecided(differences: readonly FieldDifference[], choices: Choices): readonly DragonField[] {
  return differences.filter(({ field, differs }) => differs && choices[field] === undefined).map(({ field }) => field);
}

/** All differing fields decided for one side. */
export function allOf(side: Side, differences: readonly FieldDifference[]): Choices {
  return Object.fromEntries(differences.filter(({ differs }) => differs).map(({ field }) => [field, side]));
}

/** The dragon that the choices make; theirs where none was made. */
export function merged(mine: Dragon, theirs: Dragon, choices: Choices): Dragon {
  const fields = dragonFields.map((field) => [field, (choices[field] === 'mine' ? mine : theirs)[field]] as const);
  return { ...theirs, ...Object.fromEntries(fields) };
}

/** Whether two versions say the same. */
export function isSameDragon(one: Dragon, other: Dragon): boolean {
  return dragonFields.every((field) => isSame(field, one, other));
}

/** The API keeps texts as they are, but families in lower case. */
function isSame(field: DragonField, one: Dragon, other: Dragon): boolean {
  return field === 'family' ? one.family.toLowerCase() === other.family.toLowerCase() : one[field] === other[field];
}

function changedBy(mine: boolean, theirs: boolean): FieldDifference['changedBy'] {
  if (mine && theirs) return 'both';
  return mine ? 'mine' : 'theirs';
}
