import type { RequestError } from '@dragons/core';
import { dragonFields, type Dragon } from './dragon.ts';
import { folded } from './folded.ts';

/**
 * What is wrong with a dragon that the contract's schemas take: rules that they cannot say in the subset that API Gateway imports.
 * @returns an empty list when there is nothing
 */
export function dragonFaults(dragon: Dragon): RequestError[] {
  const faults = dragonFields
    // A lone half of a surrogate pair is no text: it could not come back as it went in.
    .filter((field) => !dragon[field].isWellFormed())
    .map((field) => fault(field, 'must be well-formed Unicode'));
  // Letters, digits, signs: whatever somebody can see, or hear read out.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(folded(dragon.dragonName)))
    faults.push(fault('dragonName', 'must have a visible character'));
  // Clients take them out of paths before they send anything (RFC 3986, 5.2.4): nobody could ask for the dragon.
  if (['.', '..'].includes(dragon.dragonName)) faults.push(fault('dragonName', 'must not be a dot segment'));
  if (!/^\p{L}+$/u.test(dragon.family)) faults.push(fault('family', 'must consist of letters'));
  return faults;
}

function fault(field: string, message: string): RequestError {
  return { in: 'body', name: `/${field}`, message };
}

/** The form in which a dragon is kept: everything as it came, the family in lower case. Other properties are left out. */
export function keptForm({ dragonName, family, description, city, country, state, neighborhood }: Dragon): Dragon {
  return { dragonName, family: family.toLowerCase(), description, city, country, state, neighborhood };
}
