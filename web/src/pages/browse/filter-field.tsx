import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { afterPress } from '../../parts/after-press.ts';
import { asTyped, type Words } from '../../parts/words.ts';
import { cleaned, isTooLong, maximumOf, type FilterName } from '../../dragons/filters.ts';

/** How long nothing is typed before it is searched for, in milliseconds. */
const pause = 300;

/** How a filter came to be: typed letter by letter, or chosen at once. */
export type HowSet = 'typed' | 'chosen';

interface FilterFieldProps {
  readonly name: FilterName;
  /** What the list is narrowed by now. */
  readonly text: string;
  /** Where people say some values in other words than the address has. */
  readonly words?: Words;
  /** Whether it is searched for while somebody types; else when they are done. */
  readonly isLive?: boolean;
  readonly suggestions?: readonly string[];
  readonly placeholder?: string;
  readonly onText: (name: FilterName, text: string, how: HowSet) => void;
}

/** A field for a filter. What is too long stays in it, with a word about it, and is not searched for. */
export function FilterField(props: FilterFieldProps) {
  const { name, text, words = asTyped, isLive = false, suggestions = [], placeholder, onText } = props;
  const id = useId();
  const said = words.said(text);
  const meant = (typed: string): string => words.meant(cleaned(typed));
  const [draft, setDraft] = useState(said);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isFaulty = isTooLong(name, meant(draft));

  const settle = (typed: string, how: HowSet): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const next = meant(typed);
    if (next !== text && !isTooLong(name, next)) onText(name, next, how);
  };
  const typed = (event: Event, value: string): void => {
    setDraft(value);
    clearTimeout(timer.current);
    timer.current = undefined;
    if (suggestions.length > 0 && isSuggestion(event)) settle(value, 'chosen');
    else if (isLive) timer.current = setTimeout(() => afterPress(() => settle(value, 'typed')), pause);
  };
  // Another address says something else; unless it says what was typed, or somebody is typing.
  useEffect(() => {
    if (timer.current === undefined && meant(draft) !== text) setDraft(said);
  }, [said]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <div class="field">
      <label class="field__label" for={id}>
        {t(`browse.filter.${name}`)}
      </label>
      <input
        id={id}
        name={name}
        type={isLive ? 'search' : 'text'}
        value={draft}
        placeholder={placeholder}
        autocomplete="off"
        dir="auto"
        list={suggestions.length > 0 ? `${id}-known` : undefined}
        aria-invalid={isFaulty}
        aria-describedby={isFaulty ? `${id}-fault` : undefined}
        onInput={(event) => typed(event, event.currentTarget.value)}
        onChange={({ currentTarget: { value } }) => afterPress(() => settle(value, isLive ? 'typed' : 'chosen'))}
      />
      {isFaulty && (
        <p class="field__error" id={`${id}-fault`}>
          {t('browse.filter.tooLong', { maximum: maximumOf(name) })}
        </p>
      )}
      {suggestions.length > 0 && (
        <datalist id={`${id}-known`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={words.said(suggestion)} />
          ))}
        </datalist>
      )}
    </div>
  );
}

/**
 * Whether a suggestion was taken rather than a letter typed (https://w3c.github.io/input-events/#interface-InputEvent-Attributes;
 * some browsers send a plain event for it).
 */
function isSuggestion(event: Event): boolean {
  return event instanceof InputEvent ? event.inputType === 'insertReplacementText' : event.type === 'input';
}
