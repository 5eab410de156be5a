import { useEffect, useMemo } from 'preact/hooks';
import { Resource, type Ask } from './resource.ts';
import { useWakeUp } from './use-wake-up.ts';

/**
 * A resource that is asked for while the component is there, and again when the connection is back.
 * @param key what the question is about: another key is another question, with no answer yet
 */
export function useResource<T>(key: string, ask: Ask<T>): Resource<T> {
  const resource = useMemo(() => new Resource(ask), [key]);
  useEffect(() => {
    void resource.load();
    return () => resource.stop();
  }, [resource]);
  useWakeUp(resource);
  return resource;
}
