import { useEffect, useState } from 'preact/hooks';

/** Whether the page can be seen: what is asked for again and again need not be asked for in a tab behind others. */
export function useVisible(): boolean {
  const [isVisible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isVisible;
}
