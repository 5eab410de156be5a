export { compileDistribution, InvalidDistributionError } from './compile-distribution.ts';
export type { Distribution } from './distribution.ts';
export { siteServer, type SiteOptions } from './site-server.ts';
