import { useEffect, useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import type { MapDrawing } from './map-drawing.tsx';
import type { Atlas } from './atlas.ts';
import './map.css';

/** What the map shows, and where it leads. */
export interface StateMapProps {
  /** Dragons per state, by `folded` of its name. Names that are on no map are counted below it. */
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
 * What cannot be loaded: the atlas, which can be asked for again; or what draws it, which only a document that is loaded again can (browsers
 * may answer a second `import()` from their memory of the first: https://html.spec.whatwg.org/#fetch-a-single-module-script).
 */
type Missing = 'drawing' | 'atlas';

/**
 * A map of the states. What draws it, and the atlas, are loaded when it is first shown; when they cannot be, it says so, and the rest of
 * the page goes on.
 */
export function StateMap(props: StateMapProps) {
  const [parts, setParts] = useState<Parts | Missing>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void loadParts().then((found) => {
      if (isWanted) setParts(found);
    });
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  if (parts === undefined) return <div class="map__place skeleton" aria-hidden="true" />;
  if (typeof parts !== 'string') return <parts.Drawing {...props} atlas={parts.atlas} />;
  const retry = () => {
    setParts(undefined);
    setAttempt(attempt + 1);
  };
  return (
    <div class="notice notice--failure" role="status">
      <p>{t('map.failure')}</p>
      <button
        type="button"
        class="button button--small"
        onClick={parts === 'drawing' ? () => location.reload() : retry}
      >
        {t(parts === 'drawing' ? 'common.broken.reload' : 'common.retry')}
      </button>
    </div>
  );
}

let atlas: Promise<Atlas> | undefined;

/** The atlas once for all maps; after a failure, once more. */
async function loadParts(): Promise<Parts | Missing> {
  const drawing = await import('./map-drawing.tsx').catch(() => undefined);
  if (drawing === undefined) return 'drawing';
  atlas ??= drawing.loadAtlas();
  try {
    return { Drawing: drawing.MapDrawing, atlas: await atlas };
  } catch {
    atlas = undefined;
    return 'atlas';
  }
}
