import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Resource, type Ask } from '../../api/resource.ts';

/**
 * A change that is asked for when `load` is called: what passes by itself is tried again as for every resource. Only for changes that may be
 * asked for again, such as those to one version of a dragon.
 */
export function useAction<T>(ask: Ask<T>): Resource<T> {
  const latest = useRef(ask);
  latest.current = ask;
  const action = useMemo(() => new Resource<T>((signal, etag) => latest.current(signal, etag)), []);
  useEffect(() => () => action.stop(), [action]);
  return action;
}
