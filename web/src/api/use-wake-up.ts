import { useEffect } from 'preact/hooks';
import type { Resource } from './resource.ts';

/** Has a resource asked for again as soon as the browser's connection is back, while the component is there. */
export function useWakeUp<T>(resource: Resource<T>): void {
  useEffect(() => {
    const wake = () => void resource.wake();
    addEventListener('online', wake);
    return () => removeEventListener('online', wake);
  }, [resource]);
}
