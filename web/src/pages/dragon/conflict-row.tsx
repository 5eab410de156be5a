import { spokenFamily } from '../../dragons/families.ts';
import { t } from '../../messages/messages.ts';
import { dragonLabels, type DragonField } from '../../parts/dragon-form/dragon.ts';
import type { FieldDifference, Side } from './versions.ts';

interface ConflictRowProps {
  readonly difference: FieldDifference;
  readonly choice: Side | undefined;
  /** Whether saving was tried without a choice here. */
  readonly isMissed: boolean;
  readonly onChoose: (side: Side) => void;
}

const sides: readonly Side[] = ['mine', 'theirs'];

/** The id of the control that chooses one side of a field. */
export function radioId(field: DragonField, side: Side): string {
  return `choice-${field}-${side}`;
}

/** One field of two versions; with a choice where they differ. */
export function ConflictRow({ difference, choice, isMissed, onChoose }: ConflictRowProps) {
  const { field, differs, changedBy } = difference;
  return (
    <tr class={differs ? 'compare__row--differs' : undefined}>
      <th scope="row">
        <span id={`row-${field}`}>{t(dragonLabels[field])}</span>
        {changedBy !== undefined && <span class="conflict__mark">{t(`dragon.conflict.changedBy.${changedBy}`)}</span>}
        {isMissed && (
          <span class="field__error" id={`missed-${field}`}>
            {t('dragon.conflict.missed')}
          </span>
        )}
      </th>
      {differs ? (
        sides.map((side) => (
          <td key={side} data-label={t(`dragon.conflict.${side}`)}>
            <Choice difference={difference} side={side} choice={choice} isMissed={isMissed} onChoose={onChoose} />
          </td>
        ))
      ) : (
        <td colSpan={2} data-label={t('dragon.conflict.same')} dir="auto">
          {textOf(difference, 'mine')}
        </td>
      )}
    </tr>
  );
}

/** The text of one side, to be chosen. */
function Choice({ difference, side, choice, isMissed, onChoose }: ConflictRowProps & { readonly side: Side }) {
  const { field } = difference;
  const isUntouched = isBefore(difference, side);
  return (
    <label class="conflict__choice">
      <input
        type="radio"
        id={radioId(field, side)}
        name={`choice-${field}`}
        checked={choice === side}
        aria-labelledby={`row-${field} side-${field}-${side} text-${field}-${side}${isUntouched ? ` before-${field}-${side}` : ''}`}
        aria-describedby={isMissed ? `missed-${field}` : undefined}
        onChange={() => onChoose(side)}
      />
      <span class="visually-hidden" id={`side-${field}-${side}`}>
        {t(`dragon.conflict.${side}`)}
      </span>
      <span id={`text-${field}-${side}`} dir="auto">
        {textOf(difference, side)}
      </span>
      {isUntouched && (
        <span class="conflict__mark" id={`before-${field}-${side}`}>
          {t('dragon.conflict.before')}
        </span>
      )}
    </label>
  );
}

function textOf({ field, ...texts }: FieldDifference, side: Side): string {
  return field === 'family' ? spokenFamily(texts[side]) : texts[side];
}

/** Whether a side has what was there before, which nobody typed now. */
function isBefore({ changedBy }: FieldDifference, side: Side): boolean {
  return changedBy !== undefined && changedBy !== 'both' && changedBy !== side;
}
