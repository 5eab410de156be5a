import type { Package } from './package-of.ts';

/**
 * Licences (https://spdx.org/licenses/) under which code may be in what is deployed: they ask for no more than to keep the notice of who wrote
 * it. Whoever adds one has read it, and says in docs/decisions/0022-supply-chain.md what it asks for.
 */
export const allowed: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
];

/**
 * What keeps a package out of what is deployed.
 * @param unit where it was found
 * @returns nothing when its licence allows it
 */
export function licenceFault({ name, version, licence }: Package, unit: string): string | undefined {
  const what = `${unit} holds ${name} ${version}`;
  if (licence === undefined) return `${what}, whose package.json names no licence.`;
  if (isAllowed(licence)) return undefined;
  return `${what}, whose licence is ${licence}. Allowed are ${allowed.join(', ')} (scripts/sbom/licences.ts).`;
}

/**
 * Whether one may choose allowed licences only. Of `OR` one is enough, of `AND` each has to be allowed, and `AND` binds closer
 * (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/). Exceptions (`WITH`) are no licences of the list.
 */
export function isAllowed(expression: string): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let next = 0;
  const takes = (token: string): boolean => {
    const is = tokens[next] === token;
    if (is) next += 1;
    return is;
  };
  const either = (): boolean => {
    let isFine = both();
    while (takes('OR')) isFine = both() || isFine;
    return isFine;
  };
  const both = (): boolean => {
    let isFine = one();
    while (takes('AND')) isFine = one() && isFine;
    return isFine;
  };
  const one = (): boolean => {
    if (takes('(')) return either() && takes(')');
    const licence = tokens[next];
    next += 1;
    return licence !== undefined && allowed.includes(licence);
  };
  // What is left over was not understood.
  return either() && next === tokens.length;
}
