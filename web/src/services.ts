import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api/api.ts';
import type { Config } from './config.ts';
import type { Session } from './session/session.ts';

/** What every part of the page may need. */
export interface Services {
  readonly config: Config;
  readonly session: Session;
  readonly api: Api;
}

const ServicesContext = createContext<Services | undefined>(undefined);

/** Hands the services to everything below it. */
export const ServicesProvider = ServicesContext.Provider;

/** The services. @throws Error outside of a ServicesProvider */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('There is no ServicesProvider above this component.');
  return services;
}
