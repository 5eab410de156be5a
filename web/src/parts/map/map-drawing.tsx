import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import atlasUrl from 'us-atlas/states-albers-10m.json?url';
import { locale, t } from '../../messages/messages.ts';
import { fetchAtlas, type Atlas, type AtlasState } from './atlas.ts';
import { Legend } from './legend.tsx';
import { levelOf, shadesFor } from './shades.ts';
import type { StateMapProps } from './state-map.tsx';
import { folded } from '../../dragons/folded.ts';

/** How wide a digit is, as a part of the size of the letters. */
const digitWidth = 0.58;

/** What is left free beside a number, in units of the map. */
const margin = 6;

interface DrawingProps extends StateMapProps {
  readonly atlas: Atlas;
}

/** A state and what is known of it. */
interface CountedState extends AtlasState {
  readonly count: number;
  readonly level: number;
  readonly isActive: boolean;
}

/** Fetches the atlas that came with the page. */
export async function loadAtlas(): Promise<Atlas> {
  return await fetchAtlas(atlasUrl);
}

/** The map itself: each state a link, the more dragons the darker, with their number where it fits. */
export function MapDrawing({ atlas, counts, active = '', hrefOf }: DrawingProps) {
  const [pointed, setPointed] = useState<string>();
  const most = Math.max(0, ...atlas.states.map(({ name }) => counts.get(folded(name)) ?? 0));
  const shades = shadesFor(most);
  const states = atlas.states.map((state): CountedState => {
    const count = counts.get(folded(state.name)) ?? 0;
    return {
      ...state,
      count,
      level: levelOf(count, shades),
      isActive: folded(active) === folded(state.name),
    };
  });
  const onMap = states.reduce((sum, { count }) => sum + count, 0);
  const elsewhere = [...counts.values()].reduce((sum, count) => sum + count, 0) - onMap;
  const shown = states.find(({ name }) => name === pointed) ?? states.find(({ isActive }) => isActive);
  return (
    <figure class="map">
      <svg class="map__place" viewBox={atlas.viewBox} role="group" aria-label={t('map.title')}>
        {states.map((state) => (
          <StateLink key={state.name} state={state} href={hrefOf(state.name)} point={setPointed} />
        ))}
        <path class="map__borders" d={atlas.borders} />
        {states.filter(({ count }) => count > 0).map(StateNumber)}
        {states.map(({ name, d, isActive }) => isActive && <path key={name} class="map__chosen" d={d} />)}
        {pointed !== undefined && <path class="map__pointed" d={shown?.d} />}
      </svg>
      <p class="map__caption">{shown === undefined ? t('map.hint') : stateText(shown)}</p>
      <figcaption>
        <Legend shades={shades} />
        {elsewhere > 0 && <p class="muted small">{t('map.elsewhere', { count: elsewhere })}</p>}
      </figcaption>
    </figure>
  );
}

interface StateLinkProps {
  readonly state: CountedState;
  readonly href: string;
  /** To be told that the state is pointed at, or nothing any more. */
  readonly point: (name: string | undefined) => void;
}

function StateLink({ state, href, point }: StateLinkProps) {
  const { route } = useLocation();
  const leave = () => point(undefined);
  return (
    <a
      href={href}
      aria-label={stateText(state)}
      aria-current={state.isActive ? 'true' : undefined}
      // The tab key goes to the states where something is to be found. Lower case: SVG's attributes know the difference.
      tabindex={state.count > 0 || state.isActive ? 0 : -1}
      onClick={(event) => {
        if (isForBrowser(event)) return;
        event.preventDefault();
        route(href);
      }}
      onMouseEnter={() => point(state.name)}
      onMouseLeave={leave}
      onFocus={() => point(state.name)}
      onBlur={leave}
    >
      <path class="map__state" data-level={state.level} d={state.d} />
    </a>
  );
}

/** The router takes clicks on HTML links alone (it looks for the node name `A`); these are the clicks that it would leave, too. */
function isForBrowser({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return button !== 0 || altKey || ctrlKey || metaKey || shiftKey;
}

/** The number on a state; the stylesheet hides it where it does not fit. */
function StateNumber({ name, x, y, width, count, level }: CountedState) {
  const digits = count.toLocaleString(locale.value);
  return (
    <text
      key={name}
      class="map__number"
      data-level={level}
      data-room={roomFor(digits, width)}
      x={Math.round(x)}
      y={Math.round(y)}
      aria-hidden="true"
    >
      {digits}
    </text>
  );
}

/** Whether a number fits at both of the sizes that map.css has for it, at the smaller one, or at none. @param width that there is */
function roomFor(digits: string, width: number): 'wide' | 'narrow' | 'none' {
  const fits = (size: number): boolean => width > digits.length * size * digitWidth + margin;
  return fits(30) ? 'wide' : fits(17) ? 'narrow' : 'none';
}

function stateText({ name, count }: CountedState): string {
  return t('map.state', { state: name, dragons: t('map.dragons', { count }) });
}
