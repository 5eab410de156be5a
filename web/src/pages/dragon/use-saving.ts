import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dragon } from '../../api/api.ts';
import type { Resource } from '../../api/resource.ts';
import type { Form } from '../../parts/dragon-form/form.ts';
import { useServices } from '../../services.ts';
import { dragonCalls, type Version } from './calls.ts';
import { saveDragon, type Saved } from './save-dragon.ts';
import { useAction } from './use-action.ts';
import { isSameDragon } from './versions.ts';

/** What there is to see while a dragon is changed. */
export type EditView =
  | {
      readonly kind: 'form';
      /** What the API says that belongs to no field. */
      readonly refusal?: string;
      /** Whether something was saved, and something else typed while that was under way. */
      readonly savedBefore?: boolean;
    }
  | { readonly kind: 'conflict'; readonly base: Dragon; readonly mine: Dragon; readonly theirs: Version }
  | { readonly kind: 'gone' };

interface SavingOptions {
  readonly dragonName: string;
  readonly initial: Version;
  readonly form: Form<Dragon, Dragon>;
  /** The dragon is as the person wants it. */
  readonly onDone: (name: string, message: 'dragon.flash.saved' | 'dragon.flash.unchanged') => void;
}

interface Saving {
  readonly view: EditView;
  readonly action: Resource<Saved>;
  readonly isBusy: boolean;
  /** The version that the form changes. */
  readonly base: Version;
  /** Saves what stands in the form. */
  readonly submit: () => void;
  /** Saves what was made of two versions. */
  readonly decide: (dragon: Dragon, theirs: Version) => void;
  readonly backToForm: () => void;
}

/** Saves what stands in a form, and knows what came of it. */
export function useSaving({ dragonName, initial, form, onDone }: SavingOptions): Saving {
  const { api } = useServices();
  const base = useRef(initial);
  const wanted = useRef(initial.dragon);
  /** What stood in the form when it was sent. */
  const sent = useRef(form.values.peek());
  const [view, setView] = useState<EditView>({ kind: 'form' });
  /** What was sent for the same version: one of them may have been saved without an answer. */
  const before = useRef<readonly Dragon[]>([]);
  const action = useAction<Saved>((signal) =>
    saveDragon(
      dragonCalls(api),
      { name: dragonName, base: base.current.etag, mine: wanted.current, before: before.current },
      signal,
    ),
  );
  const { data, activity } = action.state.value;

  const build = (version: Version) => {
    base.current = version;
    before.current = [];
  };
  const save = (dragon: Dragon) => {
    // Nothing to say, nothing to send: a new version that says the same would be in the way of others.
    if (isSameDragon(dragon, base.current.dragon) && dragon.family === base.current.dragon.family) {
      onDone(base.current.dragon.dragonName, 'dragon.flash.unchanged');
      return;
    }
    before.current = [...before.current, wanted.current];
    wanted.current = dragon;
    sent.current = form.values.peek();
    void action.load();
  };
  const saved = (version: Version) => {
    if (form.values.peek() === sent.current) {
      onDone(version.dragon.dragonName, 'dragon.flash.saved');
      return;
    }
    build(version);
    form.fill(form.values.peek());
    setView({ kind: 'form', savedBefore: true });
  };
  const take = (result: Saved) => {
    switch (result.kind) {
      case 'saved':
        saved(result.version);
        return;
      case 'conflict':
        setView({ ...result, base: base.current.dragon });
        return;
      case 'gone':
        setView({ kind: 'gone' });
        return;
      case 'faulty': {
        const { problem } = result;
        setView(form.tell(problem) ? { kind: 'form' } : { kind: 'form', refusal: problem.detail });
      }
    }
  };
  useEffect(() => {
    if (data !== undefined) take(data);
  }, [data]);

  return {
    view,
    action,
    // Between two attempts there may be something better to send.
    isBusy: activity === 'loading',
    get base() {
      return base.current;
    },
    submit: () => {
      const body = form.submit();
      if (body !== undefined) save(body);
    },
    decide: (dragon, theirs) => {
      build(theirs);
      form.fill(dragon);
      save(dragon);
    },
    backToForm: () => setView({ kind: 'form' }),
  };
}
