import fc from 'fast-check';
import { isList, isStruct, type Datum } from './data.ts';
import { isPlainName } from './print-sql.ts';
import type { Name, PathModel, Step } from './query-model.ts';

/** What a query can be about: places that the rows really have, and values that stand there. */
export interface Subject {
  paths: PathModel[];
  scalars: (null | boolean | string | { kind: 'number'; text: string })[];
  /** Every spelling of the paths is tried: with quotes and without, in another case. */
  rowName: Name | undefined;
}

/** The places in some rows, none deeper than three steps, and their values. */
export function subjectOf(rows: Datum[], rowName: Name | undefined): Subject {
  const paths = new Map<string, Step[]>();
  const scalars: Subject['scalars'] = [];
  const visit = (value: Datum, steps: Step[]) => {
    if (steps.length > 0) paths.set(JSON.stringify(steps), steps);
    if (steps.length === 3) return;
    if (isStruct(value)) for (const [key, inner] of value.members) visit(inner, [...steps, { kind: 'key', text: key }]);
    else if (isList(value)) value.items.forEach((item, index) => visit(item, [...steps, { kind: 'index', index }]));
    else scalars.push(value);
  };
  for (const row of rows) visit(row, []);
  return { paths: [...paths.values()].flatMap((steps) => pathOf(steps, rowName)), scalars, rowName };
}

/** A path from the row's name, or from a field of the row where the row has no name that is used. */
function pathOf(steps: Step[], rowName: Name | undefined): PathModel[] {
  if (rowName) return [{ kind: 'path', root: rowName, steps }];
  const [first, ...rest] = steps;
  return first?.kind === 'key' ? [{ kind: 'path', root: { text: first.text, quoted: true }, steps: rest }] : [];
}

/** A path with each of its names spelled in one of the ways that can mean it, or nearly. */
export function spelled(path: PathModel): fc.Arbitrary<PathModel> {
  const steps = fc.tuple(...path.steps.map(spelledStep));
  const root = spelledName(path.root);
  return fc.record({ kind: fc.constant('path' as const), root, steps });
}

function spelledStep(step: Step): fc.Arbitrary<Step> {
  if (step.kind !== 'key') return fc.constant(step);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: spelledName({ text: step.text, quoted: true }).map((name): Step => ({ kind: 'name', name })),
    },
    { weight: 1, arbitrary: fc.constant(step) },
  );
}

function spelledName(name: Name): fc.Arbitrary<Name> {
  if (!isPlainName(name.text)) return fc.constant({ ...name, quoted: true });
  const { text } = name;
  const spellings = [text, text, text.toUpperCase(), text.toLowerCase()].filter(isPlainName);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...spellings).map((spelling) => ({ text: spelling, quoted: false })) },
    { weight: 1, arbitrary: fc.constant({ text, quoted: true }) },
  );
}
