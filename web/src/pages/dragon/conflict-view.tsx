import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dragon } from '../../api/api.ts';
import { t } from '../../messages/messages.ts';
import type { DragonField } from '../../parts/dragon-form/dragon.ts';
import type { Version } from './calls.ts';
import { ConflictRow, radioId } from './conflict-row.tsx';
import { allOf, differencesOf, firstChoices, merged, undecided, type Choices, type Side } from './versions.ts';

interface ConflictViewProps {
  /** What both versions were made from. */
  readonly base: Dragon;
  readonly mine: Dragon;
  readonly theirs: Version;
  readonly isBusy: boolean;
  readonly onDecide: (dragon: Dragon, theirs: Version) => void;
  readonly onBack: () => void;
}

/** Two versions of a dragon, of which the person makes one, field by field. */
export function ConflictView({ base, mine, theirs, isBusy, onDecide, onBack }: ConflictViewProps) {
  const differences = differencesOf(base, mine, theirs.dragon);
  const [choices, setChoices] = useState(() => firstChoices(differences));
  const [missed, setMissed] = useState<readonly DragonField[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const choose = (change: Choices) => {
    setChoices({ ...choices, ...change });
    setMissed(missed.filter((field) => change[field] === undefined));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const open = undecided(differences, choices);
    setMissed(open);
    if (open[0] === undefined) onDecide(merged(mine, theirs.dragon, choices), theirs);
    else document.getElementById(radioId(open[0], 'mine'))?.focus();
  };
  const side = (which: Side, text: string) => (
    <button type="button" class="button button--small" onClick={() => choose(allOf(which, differences))}>
      {text}
    </button>
  );
  return (
    <form noValidate onSubmit={submit}>
      <h2 ref={heading} tabIndex={-1}>
        {t('dragon.conflict.title')}
      </h2>
      <p class="prose">{t('dragon.conflict.text')}</p>
      <div class="actions">
        {side('mine', t('dragon.conflict.allMine'))}
        {side('theirs', t('dragon.conflict.allTheirs'))}
      </div>
      <table class="table compare conflict">
        <caption class="visually-hidden">{t('dragon.conflict.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dragon.conflict.field')}</th>
            <th scope="col">{t('dragon.conflict.mine')}</th>
            <th scope="col">{t('dragon.conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <ConflictRow
              key={difference.field}
              difference={difference}
              choice={choices[difference.field]}
              isMissed={missed.includes(difference.field)}
              onChoose={(choice) => choose({ [difference.field]: choice })}
            />
          ))}
        </tbody>
      </table>
      <div class="actions">
        <button type="submit" class="button button--primary" aria-disabled={isBusy}>
          {t(isBusy ? 'dragon.edit.busy' : 'dragon.conflict.save')}
        </button>
        <button type="button" class="button" onClick={onBack}>
          {t('dragon.conflict.back')}
        </button>
      </div>
    </form>
  );
}
