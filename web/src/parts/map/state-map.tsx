import { useEffect, useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import type { MapDrawing } from './map-drawing.tsx';
import type { Atlas } from './atlas.ts';
import './map.css';

/** What the map shows, and where it leads. */
export interface StateMapProps {
  /** Dragons per state, by `foldedState` of its name. Names that are on no map are counted below it. */
  readonly counts: ReadonlyMap<string, number>;
  /** The state that is chosen, in any case. */
  readonly active?: string | undefined;
  /** Where a click on a state leads. @param stateName as it stands in `stateNames` */
  readonly hrefOf: (stateName: string) => string;
}

interface Parts {
  readonly Drawing: typeof MapDrawing;
  readonly atlas: Atlas;
}

/**
 * A map of the states. What draws it, and the atlas, are loaded when it is first shown; when they cannot be, it says so, and the rest of
 * the page goes on.
 */
export function StateMap(props: StateMapProps) {
  const [parts, setParts] = useState<Parts | 'failed'>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const show = (result: Parts | 'failed') => {
      if (isWanted) setParts(result);
    };
    loadParts().then(show, () => show('failed'));
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  if (parts === undefined) return <div class="map__place skeleton" aria-hidden="true" />;
  if (parts !== 'failed') return <parts.Drawing {...props} atlas={parts.atlas} />;
  const retry = () => {
    setParts(undefined);
    setAttempt(attempt + 1);
  };
  return (
    <div class="notice notice--failure" role="status">
      <p>{t('map.failure')}</p>
      <button type="button" class="button button--small" onClick={retry}>
        {t('common.retry')}
      </button>
    </div>
  );
}

let loaded: Promise<Parts> | undefined;

/** Once for all maps; after a failure, once more. */
function loadParts(): Promise<Parts> {
  loaded ??= import('./map-drawing.tsx')
    .then(async ({ MapDrawing: Drawing, loadAtlas }) => ({ Drawing, atlas: await loadAtlas() }))
    .catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
  return loaded;
}
