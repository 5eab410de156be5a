import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { tabStore } from '../../storage.ts';

interface FoldProps {
  /** Under which it is remembered whether it is open. */
  readonly name: string;
  /** Whether it is open at first where there is little room. */
  readonly isOpen: boolean;
  readonly summary: ComponentChildren;
  readonly class: string;
  /** What is in it; is not made while it is closed. */
  readonly children: ComponentChildren;
}

/** Something that can be folded away. At first it is open where there is room for it; later it is as people left it. */
export function Fold({ name, isOpen, summary, class: className, children }: FoldProps) {
  const key = `dragons.fold.${name}`;
  const [open, setOpen] = useState(() => isOpen || (remembered(key) ?? matchMedia('(width >= 60rem)').matches));
  return (
    <details
      class={`fold ${className}`}
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open === open) return;
        setOpen(currentTarget.open);
        tabStore.set(key, currentTarget.open ? 'open' : 'closed');
      }}
    >
      <summary class="fold__summary">{summary}</summary>
      {open && <div class="fold__content">{children}</div>}
    </details>
  );
}

function remembered(key: string): boolean | undefined {
  const state = tabStore.get(key);
  return state === undefined ? undefined : state === 'open';
}
