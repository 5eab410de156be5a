import { refusals } from './resource-kinds.ts';

/** What a stack has one port for. */
const single = new Map([
  ['AWS::Serverless::Api', 'API'],
  ['AWS::CloudFront::Distribution', 'distribution'],
]);

/** Refuses what cannot run, and every API and distribution after the first. For one reading of a template. */
export function withOneOfEach(): typeof refusals {
  const seen = new Set<string>();
  return (resource, isWhole) => {
    const { logicalId, type } = resource;
    const what = single.get(type);
    const isAnother = what !== undefined && seen.has(type);
    seen.add(type);
    const text = `${logicalId} (${type}): only one ${what ?? ''} can run here`;
    return [...refusals(resource, isWhole), ...(isAnother ? [{ text }] : [])];
  };
}
