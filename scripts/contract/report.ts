import { counted } from '../terminal/count.ts';
import type { Change } from './change.ts';
import type { Verdict } from './verdict.ts';
import { versionText } from './version.ts';

/**
 * A verdict in words.
 * @param whereIs a JSON Pointer as people look it up, as in `openapi.yaml:12`
 */
export function reportLines(verdict: Verdict, whereIs: (pointer: string) => string): string[] {
  const breaking = verdict.changes.filter(({ isBreaking }) => isBreaking);
  const compatible = verdict.changes.filter(({ isBreaking }) => !isBreaking);
  return [
    ...(breaking.length === 0 ? [] : [headline(verdict), '', ...breakingLines(breaking, whereIs), '']),
    ...(compatible.length === 0 ? [] : ['What does clients no harm:', '', ...compatibleLines(compatible, whereIs), '']),
    ...conclusion(verdict, breaking.length),
  ];
}

function headline({ released }: Verdict): string {
  return `What breaks clients that know version ${versionText(released)}:`;
}

/** By operation, in the order of the contract. */
function breakingLines(changes: readonly Change[], whereIs: (pointer: string) => string): string[] {
  return [...Map.groupBy(changes, ({ operation }) => operation)].flatMap(([operation, own]) => [
    `  ${operation}`,
    ...own.flatMap((change) => [`    ✗ ${sentence(change)}`, `        ${whereIs(change.pointer)}  ${change.pointer}`]),
  ]);
}

/** By what changed: a schema may be part of many operations. */
function compatibleLines(changes: readonly Change[], whereIs: (pointer: string) => string): string[] {
  const groups = Map.groupBy(changes, ({ pointer, what }) => `${pointer} ${what}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const more = group.length === 1 ? '' : `, and ${counted(group.length - 1, 'other operation', 'other operations')}`;
    return [`  + ${first.operation}${more}: ${sentence(first)}`, `        ${whereIs(first.pointer)}`];
  });
}

function sentence({ part, what }: Change): string {
  return part === '' ? what : `${part}: ${what}`;
}

function conclusion(
  { changes, released, version, needed, isAllowed, isReleasable }: Verdict,
  broken: number,
): string[] {
  const [was, is, next] = [released, version, needed].map(versionText);
  if (!isAllowed && broken > 0) {
    return [
      `${counted(broken, 'change breaks', 'changes break')} clients, and info.version is ${is}. Either offer the new beside the old,`,
      `or raise info.version to ${next} and tell the clients what to do (docs/decisions/0023-contract-compatibility.md).`,
    ];
  }
  if (!isAllowed) return [`info.version is ${is}, and ${was} was released already. Versions only rise.`];
  if (changes.length === 0) return [`Clients of ${was} see no difference.`];
  if (!isReleasable) return [`Compatible with ${was}. Raise info.version to ${next} before it is released.`];
  if (broken > 0) return [`Not compatible with ${was}, as version ${is} says.`];
  return [`Compatible with ${was}, as version ${is} says.`];
}
